import type { Lease } from '../../db/history/tail/lease.ts';
import { RELEASED } from '../../db/history/tail/lease.ts';
import type { HistoryStore } from '../../db/history.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';

const BEAT_MS = 3_000;
/** Whose lease has not been seen to beat for so long is dead, or as good as that. */
const LAPSE_MS = 12_000;

type Parts = {
  readonly history: Pick<HistoryStore, 'beatLeases' | 'leases' | 'takeOverLease'>;
  /** Begins the names of all that may be taken over. */
  readonly prefix: string;
  /** To be taken as soon as nobody has it, also where it never was. */
  readonly lead: string;
  readonly own: Lease;
  readonly taken: (lease: Lease) => void;
  readonly lost: (name: string) => void;
  readonly log: Log;
  readonly monotonic?: () => number;
  readonly beatMs?: number;
};

export type LeaseWatch = Running & {
  /** It is not its own any more. */
  forget(name: string): void;
  held(): readonly Lease[];
};

type Seen = { readonly lease: Lease; readonly since: number };

/**
 * Keeps the leases of this process alive, and takes over those of others that are not. By a clock that nobody
 * sets: only what was watched without a pause is known to be still.
 */
export function watchLeases(parts: Parts): LeaseWatch {
  const { history, monotonic = () => performance.now(), beatMs = BEAT_MS } = parts;
  const held = new Map([[parts.own.name, parts.own]]);
  const seen = new Map<string, Seen>();
  let lookedAt = monotonic();
  let stopped = false;
  let busy: Promise<void> | null = null;

  async function round(): Promise<void> {
    for (const { name, token } of await history.beatLeases([...held.values()])) {
      if (held.get(name)?.token !== token) continue;
      held.delete(name);
      parts.lost(name);
    }
    const [slots, leads] = [await history.leases(parts.prefix), await history.leases(parts.lead)];
    const before = lookedAt;
    lookedAt = monotonic();
    const paused = lookedAt - before > 2 * beatMs;
    const lead = leads.find(({ name }) => name === parts.lead) ?? nobodys(parts.lead);
    for (const lease of [lead, ...slots]) if (!held.has(lease.name)) await look(lease, paused);
  }

  async function look(lease: Lease, paused: boolean): Promise<void> {
    const known = seen.get(lease.name);
    const same = known?.lease.token === lease.token && known.lease.beat === lease.beat;
    const since = same && !paused ? known.since : lookedAt;
    seen.set(lease.name, { lease, since });
    if (lease.token !== RELEASED && lookedAt - since < (LAPSE_MS / BEAT_MS) * beatMs) return;
    const mine = stopped ? null : await history.takeOverLease(lease, Date.now());
    if (mine === null) return;
    held.set(mine.name, mine);
    parts.taken(mine);
  }

  function beat(): void {
    busy ??= round()
      .catch((error: unknown) => parts.log.warn({ err: error }, 'the leases are not renewed'))
      .finally(() => {
        busy = null;
      });
  }
  const timer = setInterval(beat, beatMs);
  beat();
  return {
    forget: (name) => void held.delete(name),
    held: () => [...held.values()],
    async stop() {
      stopped = true;
      clearInterval(timer);
      await busy;
    },
  };
}

const nobodys = (name: string): Lease => ({ name, token: RELEASED, beat: 0, number: 0 });
