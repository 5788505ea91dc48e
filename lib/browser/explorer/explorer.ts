import type { Message } from '../../domain/dialect/message.ts';
import { isTopicName, matches } from '../../domain/entity/topic-filter.ts';
import type { LinkStatus, MqttLink } from '../link/mqtt-link.ts';
import { listeners } from '../store/listeners.ts';
import type { Timers } from '../store/timers.ts';
import { createTopicRows } from './rows.ts';
import { createTopicTree, type Place, sameBytes, type TopicTree } from './tree.ts';

export type ExplorerOptions = {
  /** A line to the broker of its own: what it hears is no concern of the page's home. */
  readonly link: MqttLink;
  readonly timers: Timers;
  /** Runs a callback before the next frame is painted. */
  readonly schedule: (flush: () => void) => void;
  readonly tree?: TopicTree;
};

/** Everything the broker carries, while somebody looks. */
export type Explorer = ReturnType<typeof createExplorer>;

const ALL = '#';
/** What begins with `$` is not part of everything (MQTT 3.1.1, 4.7.2). */
const SYSTEM = '$SYS/#';
/** Numbers on the screen change no more often than people can read. */
const APART_MS = 100;
/** Ages and rates go on although nothing is heard. */
const EVERY_MS = 1_000;
/** The broker has said all it keeps when it is quiet for so many looks, so far apart. */
const LOOK_MS = 250;
const QUIET_LOOKS = 6;
/** What waits during a pause. */
const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 16 * (1 << 20);

type Probe = {
  readonly filter: string;
  readonly confirmed: Set<Place>;
  quietLooks: number;
};

/** Makes the explorer; it hears nothing before `start`. It tells those who listen once a frame. */
export function createExplorer({
  link,
  timers,
  schedule,
  tree = createTopicTree(),
}: ExplorerOptions) {
  const rows = createTopicRows(tree);
  const changed = listeners<[]>();
  const probes = new Set<Probe>();
  let version = 0;
  let planned = false;
  let nextFlushAt = 0;
  let rowsCostMs = 0;
  let rowsAt = 0;
  let running = false;
  let paused = false;
  let waiting: Message[] = [];
  let waitingBytes = 0;
  let missed = 0;
  let stopSystem: (() => void) | null = null;

  function flush(): void {
    planned = false;
    if (!running) return;
    const now = timers.now();
    nextFlushAt = now + APART_MS;
    // Of the time, a tenth at most goes into working out the lines.
    if (rows.isOld() && now - rowsAt >= 10 * rowsCostMs) refreshRows();
    version += 1;
    changed.emit();
  }

  function refreshRows(): void {
    const before = timers.now();
    rows.refresh();
    rowsAt = timers.now();
    rowsCostMs = rowsAt - before;
  }

  function plan(): void {
    if (planned || !running) return;
    planned = true;
    const wait = nextFlushAt - timers.now();
    if (wait <= 0) schedule(flush);
    else timers.after(wait, () => schedule(flush));
  }

  /** After what a person did: at once. */
  function showNow(): void {
    refreshRows();
    version += 1;
    changed.emit();
  }

  function hear(message: Message): void {
    if (!paused) take(message);
    else if (waiting.length < MOST_WAITING && waitingBytes < MOST_WAITING_BYTES) {
      waiting.push({ ...message, payload: new Uint8Array(message.payload) });
      waitingBytes += message.payload.length;
    } else missed += 1;
    plan();
  }

  function take({ topic, payload, retain, at }: Message): void {
    const asking = [...probes].filter(({ filter }) => matches(filter, topic));
    if (asking.length > 0 && !retain && isEcho(topic, payload, at)) return;
    const place = tree.add(topic, payload, retain, at);
    if (!retain) return;
    // While anything that was kept still comes, so may what was asked for.
    for (const probe of probes) probe.quietLooks = 0;
    if (place !== null) for (const { confirmed } of asking) confirmed.add(place);
  }

  /** Some brokers bring a message once for each of two subscriptions that overlap. */
  function isEcho(topic: string, payload: Uint8Array, at: number): boolean {
    const place = tree.find(topic);
    const last = place === undefined ? undefined : tree.newest(place);
    return last !== undefined && at - last.at < 50 && sameBytes(last, payload);
  }

  /** What the broker did not say again it does not keep. */
  function conclude({ filter, confirmed }: Probe): void {
    const isBranch = filter.endsWith('/#');
    const root = tree.find(isBranch ? filter.slice(0, -2) : filter);
    if (root === undefined) return;
    if (!isBranch && !confirmed.has(root)) tree.setKept(root, 'not_kept');
    if (!isBranch) return;
    for (const topic of tree.keptTopics(root)) {
      const place = tree.find(topic);
      if (place !== undefined && !confirmed.has(place)) tree.setKept(place, 'not_kept');
    }
  }

  return {
    tree,
    rows,
    version: () => version,
    onChange: changed.add,
    status: (): LinkStatus => link.status(),
    now: timers.now,

    /** Opens the line; what is returned closes it and stops everything. */
    start(): () => void {
      running = true;
      let cancelTick = () => {};
      const tick = () => {
        cancelTick = timers.after(EVERY_MS, () => {
          plan();
          tick();
        });
      };
      tick();
      const stops = [
        link.onMessage(hear),
        link.onStatus(plan),
        link.watch([ALL]),
        link.start(),
        () => cancelTick(),
      ];
      return () => {
        running = false;
        stopSystem?.();
        stopSystem = null;
        for (const stop of stops) stop();
      };
    },

    isPaused: () => paused,
    /** Messages that wait for the end of the pause, and those there was no room for. */
    waiting: () => ({ count: waiting.length, missed }),
    /** Holds the tree still; what comes meanwhile is taken in afterwards, as far as there is room. */
    setPaused(wanted: boolean): void {
      if (wanted === paused) return;
      paused = wanted;
      if (!paused) {
        for (const message of waiting) take(message);
        waiting = [];
        waitingBytes = 0;
        missed = 0;
      }
      showNow();
    },

    hearsSystem: () => stopSystem !== null,
    /** Whether to hear what the broker says of itself, too. */
    setSystem(wanted: boolean): void {
      if (wanted === (stopSystem !== null)) return;
      if (wanted) stopSystem = link.watch([SYSTEM]);
      else {
        stopSystem?.();
        stopSystem = null;
      }
      showNow();
    },

    setOpen(place: Place, wanted: boolean): void {
      rows.setOpen(place, wanted);
      showNow();
    },
    setFilter(text: string): void {
      rows.setFilter(text);
      showNow();
    },
    reveal(place: Place): void {
      rows.reveal(place);
      showNow();
    },

    /**
     * Asks the broker what it keeps of a topic, or of a branch (`branch/#`): it says retained
     * messages again to a new subscription, and only then (MQTT 3.1.1, 3.8.4). What has not come
     * when it falls quiet is not kept. Returns what ends it early.
     */
    probe(filter: string): () => void {
      const base = filter.endsWith('/#') ? filter.slice(0, -2) : filter;
      if (!isTopicName(base) || base.startsWith('$')) return () => {};
      const probe: Probe = { filter, confirmed: new Set(), quietLooks: 0 };
      probes.add(probe);
      const unwatch = link.watch([filter]);
      let cancel = () => {};
      const finish = () => {
        cancel();
        if (probes.delete(probe)) unwatch();
      };
      const look = () => {
        // Looks are counted, not time: a page that was busy has not listened.
        cancel = timers.after(LOOK_MS, () => {
          if (!running) return finish();
          const isListening = link.status().phase === 'connected' && !paused;
          probe.quietLooks = isListening ? probe.quietLooks + 1 : 0;
          if (probe.quietLooks < QUIET_LOOKS) return look();
          conclude(probe);
          finish();
          plan();
        });
      };
      look();
      return finish;
    },
    /** Whether the broker is being asked about this filter. */
    isAsking: (filter: string): boolean => [...probes].some((probe) => probe.filter === filter),
  };
}
