import type { Command, Encoded } from '../../domain/command/command.ts';
import {
  follow,
  isUnderWay,
  leads,
  type Tracked,
  type TrackerEvent,
  track,
} from '../../domain/command/tracker.ts';
import type { Publish } from '../../domain/dialect/message.ts';
import type { MqttLink } from '../link/mqtt-link.ts';
import type { HomeStore } from './home-store.ts';
import type { Timers } from './timers.ts';

/** Sends commands and shows what became of them: sent, acknowledged, confirmed, or no answer. */
export type CommandDesk = {
  run(command: Command): void;
  /** The same while a finger moves: shown at once, published at most every 200 ms. */
  drag(command: Command): void;
  /** The last command once more. */
  retry(entityId: string): void;
  /** Whether a device would take it, for the few arguments that no capability tells of. */
  accepts(command: Command): boolean;
  stop(): void;
};

type Options = {
  readonly encode: (command: Command) => Encoded;
  readonly store: HomeStore;
  readonly link: Pick<MqttLink, 'publish'>;
  readonly timers: Timers;
};

/** A command under way, or whose outcome is still to be seen. */
type Work = { tracked: Tracked; slow: boolean; readonly cancels: (() => void)[] };

/** A drag's next value, waiting for its turn. */
type Drag = { next: Command | null; readonly cancel: () => void };

const DRAG_MS = 200;
const SLOW_MS = 300;
/** How long the word about a finished command stays: a good one, and one that asks for an act. */
const WORD_MS = 8_000;
const BAD_WORD_MS = 120_000;

export function createCommandDesk({ encode, store, link, timers }: Options): CommandDesk {
  const works = new Map<string, Work>();
  const drags = new Map<string, Drag>();

  function show(id: string, { tracked, slow }: Work): void {
    // The finger is further on than what was sent.
    if (drags.get(id)?.next) return;
    const { command, phase, reason, target } = tracked;
    const shown = leads(tracked, timers.now()) ? target : {};
    store.setPending(id, { command, phase, reason, target: shown, slow });
  }

  function drop(id: string): void {
    for (const cancel of works.get(id)?.cancels ?? []) cancel();
    works.delete(id);
  }

  /** Later, unless another command has taken its place. */
  function later(id: string, work: Work, ms: number, act: () => void): void {
    work.cancels.push(timers.after(Math.max(0, ms), () => works.get(id) === work && act()));
  }

  function happen(id: string, work: Work, event: TrackerEvent): void {
    const before = work.tracked;
    work.tracked = follow(before, event, timers.now());
    if (work.tracked === before) return;
    if (!isUnderWay(work.tracked)) finish(id, work);
    show(id, work);
  }

  function finish(id: string, work: Work): void {
    const { phase, settleAt } = work.tracked;
    work.slow = false;
    later(id, work, settleAt - timers.now(), () => show(id, work));
    later(id, work, phase === 'confirmed' ? WORD_MS : BAD_WORD_MS, () => {
      // A late answer may have come meanwhile, with a time of its own.
      if (work.tracked.phase !== phase) return;
      drop(id);
      store.setPending(id, null);
    });
  }

  async function publish(id: string, work: Work, messages: readonly Publish[]): Promise<void> {
    try {
      // Sent in their order (some lamps need their colour first); the answers may come together.
      await Promise.all(messages.map((message) => link.publish(message)));
    } catch {
      if (works.get(id) !== work) return;
      happen(id, work, { type: 'failed', reason: 'Not sent: the broker is unreachable' });
      return;
    }
    if (works.get(id) !== work) return;
    if (work.tracked.optimistic) store.assume(id, work.tracked.target);
    happen(id, work, { type: 'acknowledged' });
  }

  function run(command: Command): void {
    const id = command.entity;
    drop(id);
    const encoded = encode(command);
    const optimistic = store.view(id)?.entity.source.optimistic ?? false;
    const target = encoded.ok ? encoded.target : {};
    const tracked = track(command, target, optimistic, timers.now());
    const work: Work = { tracked, slow: false, cancels: [] };
    works.set(id, work);
    if (!encoded.ok) {
      happen(id, work, { type: 'failed', reason: encoded.reason });
      return;
    }
    show(id, work);
    later(id, work, SLOW_MS, () => {
      if (!isUnderWay(work.tracked)) return;
      work.slow = true;
      show(id, work);
    });
    later(id, work, tracked.deadlineAt - timers.now(), () => {
      happen(id, work, { type: 'tick', state: store.state(id) });
      // Where nothing tells, the broker's word was the last one: it is shown no longer.
      if (isUnderWay(work.tracked)) {
        drop(id);
        store.setPending(id, null);
      }
    });
    void publish(id, work, encoded.messages);
  }

  function drag(command: Command): void {
    const id = command.entity;
    const waiting = drags.get(id);
    const work = works.get(id);
    if (waiting && work) {
      waiting.next = command;
      const encoded = encode(command);
      if (encoded.ok) {
        const pending = { command, phase: 'sent', reason: null, slow: false } as const;
        store.setPending(id, { ...pending, target: encoded.target });
      }
      return;
    }
    run(command);
    const cancel = timers.after(DRAG_MS, () => {
      const next = drags.get(id)?.next ?? null;
      drags.delete(id);
      if (next) drag(next);
    });
    drags.set(id, { next: null, cancel });
  }

  function endDrag(id: string): void {
    drags.get(id)?.cancel();
    drags.delete(id);
  }

  const stopListening = store.onUpdates((updates) => {
    for (const id of new Set(updates.map(({ entityId }) => entityId))) {
      const work = works.get(id);
      if (work) happen(id, work, { type: 'reported', state: store.state(id) });
    }
  });

  return {
    run(command) {
      endDrag(command.entity);
      run(command);
    },
    drag,
    retry(entityId) {
      const command = works.get(entityId)?.tracked.command;
      if (command) run(command);
    },
    accepts: (command) => encode(command).ok,
    stop() {
      stopListening();
      for (const id of [...drags.keys()]) endDrag(id);
      for (const id of [...works.keys()]) drop(id);
    },
  };
}
