import type { Command, CommandPhase, Encoded } from '../domain/command/command.ts';
import { confirms } from '../domain/command/tracker.ts';
import type { State } from '../domain/entity/entity.ts';
import type { HomeStore } from './home-store.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { Timers } from './timers.ts';

/** Sends commands and tells what became of them: sent, acknowledged, confirmed, or no answer. */
export type CommandDesk = {
  run(command: Command): void;
  /** The same while a finger moves: shown at once, published at most every 200 ms. */
  drag(command: Command): void;
  /** The last command once more. */
  retry(entityId: string): void;
  /** Takes the word about the last command away. */
  dismiss(entityId: string): void;
  stop(): void;
};

type Options = {
  readonly encode: (command: Command) => Encoded;
  readonly store: HomeStore;
  readonly link: Pick<MqttLink, 'publish'>;
  readonly timers: Timers;
};

/** A command under way, or whose outcome is still to be seen. */
type Work = {
  readonly command: Command;
  readonly target: State;
  readonly settleAt: number;
  phase: CommandPhase;
  slow: boolean;
  leads: boolean;
  cancels: (() => void)[];
};

const DRAG_MS = 200;
const SLOW_MS = 300;
const ANSWER_MS = 5_000;
/** Until then reports move what is shown as actual, not the handle (design, command truth 2). */
const SETTLE_MS = 1_500;
/** How long the word about a finished command stays. */
const WORD_MS = 8_000;
const BAD_WORD_MS = 120_000;

export function createCommandDesk({ encode, store, link, timers }: Options): CommandDesk {
  const works = new Map<string, Work>();
  const drags = new Map<string, { next: Command | null; cancel: () => void }>();

  function show(id: string, work: Work, reason: string | null = null): void {
    const { command, phase, slow, leads, target } = work;
    store.setPending(id, { command, phase, slow, target: leads ? target : {}, reason });
  }

  function drop(id: string): void {
    for (const cancel of works.get(id)?.cancels ?? []) cancel();
    works.delete(id);
  }

  const isCurrent = (id: string, work: Work) => works.get(id) === work;

  function later(id: string, work: Work, ms: number, act: () => void): void {
    work.cancels.push(timers.after(Math.max(0, ms), () => isCurrent(id, work) && act()));
  }

  function end(id: string, work: Work, phase: CommandPhase, reason: string | null = null): void {
    const late = work.phase === 'no_answer';
    work.phase = phase;
    work.slow = false;
    work.leads = phase === 'confirmed' && !late;
    show(id, work, reason);
    if (work.leads) {
      later(id, work, work.settleAt - timers.now(), () => {
        work.leads = false;
        show(id, work, reason);
      });
    }
    later(id, work, phase === 'confirmed' ? WORD_MS : BAD_WORD_MS, () => {
      drop(id);
      store.setPending(id, null);
    });
  }

  async function publish(
    id: string,
    work: Work,
    messages: readonly Parameters<MqttLink['publish']>[0][],
  ) {
    try {
      // In order: some lamps need their colour before they are switched on, or after.
      await Promise.all(messages.map((message) => link.publish(message)));
    } catch {
      if (isCurrent(id, work) && isOpen(work)) {
        end(id, work, 'failed', 'Not sent: the broker is unreachable');
      }
      return;
    }
    if (!isCurrent(id, work) || work.phase !== 'sent') return;
    work.phase = 'acknowledged';
    show(id, work);
    if (store.view(id)?.entity.source.optimistic) {
      store.assume(id, work.target);
      if (work.phase === 'acknowledged') end(id, work, 'confirmed');
    } else if (Object.keys(work.target).length === 0) {
      // Nothing will tell: the broker's word is the last one.
      later(id, work, WORD_MS, () => {
        drop(id);
        store.setPending(id, null);
      });
    }
  }

  function run(command: Command): void {
    const id = command.entity;
    drop(id);
    const encoded = encode(command);
    const transition = typeof command.transition === 'number' ? command.transition * 1_000 : 0;
    const work: Work = {
      command,
      target: encoded.ok ? encoded.target : {},
      settleAt: timers.now() + SETTLE_MS + transition,
      phase: 'sent',
      slow: false,
      leads: true,
      cancels: [],
    };
    works.set(id, work);
    if (!encoded.ok) {
      end(id, work, 'failed', encoded.reason);
      return;
    }
    show(id, work);
    later(id, work, SLOW_MS, () => {
      if (!isOpen(work)) return;
      work.slow = true;
      show(id, work);
    });
    if (Object.keys(work.target).length > 0) {
      later(id, work, ANSWER_MS + transition, () => {
        if (!isOpen(work)) return;
        // A device that was already as wished may have nothing to report.
        const asWished = confirms(work.target, store.view(id)?.state ?? {});
        end(id, work, asWished ? 'confirmed' : 'no_answer');
      });
    }
    void publish(id, work, encoded.messages);
  }

  const stopListening = store.onUpdates((updates) => {
    for (const id of new Set(updates.map(({ entityId }) => entityId))) {
      const work = works.get(id);
      if (!work || !(isOpen(work) || work.phase === 'no_answer')) continue;
      if (Object.keys(work.target).length === 0) continue;
      if (confirms(work.target, store.state(id))) end(id, work, 'confirmed');
    }
  });

  function drag(command: Command): void {
    const id = command.entity;
    const running = drags.get(id);
    if (running) {
      running.next = command;
      const work = works.get(id);
      const encoded = encode(command);
      if (work && encoded.ok) {
        store.setPending(id, {
          command,
          phase: 'sent',
          slow: false,
          target: encoded.target,
          reason: null,
        });
      }
      return;
    }
    run(command);
    const cancel = timers.after(DRAG_MS, () => {
      const next = drags.get(id)?.next;
      drags.delete(id);
      if (next) drag(next);
    });
    drags.set(id, { next: null, cancel });
  }

  return {
    run(command) {
      drags.get(command.entity)?.cancel();
      drags.delete(command.entity);
      run(command);
    },
    drag,
    retry(entityId) {
      const command = works.get(entityId)?.command;
      if (command) run(command);
    },
    dismiss(entityId) {
      drop(entityId);
      store.setPending(entityId, null);
    },
    stop() {
      stopListening();
      for (const { cancel } of drags.values()) cancel();
      for (const id of [...works.keys()]) drop(id);
    },
  };
}

const isOpen = ({ phase }: Work) => phase === 'sent' || phase === 'acknowledged';
