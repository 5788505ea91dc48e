import { randomUUID } from 'node:crypto';
import { type CommandOut, type CommandRequest, DEFAULT_WAIT_MS } from '../../api/commands.ts';
import { Problem } from '../../api/problem.ts';
import { formatTime } from '../../api/values.ts';
import type { CommandPhase } from '../../domain/command/command.ts';
import {
  follow,
  isUnderWay,
  type Tracked,
  type TrackerEvent,
  track,
} from '../../domain/command/tracker.ts';
import type { Publish } from '../../domain/dialect/message.ts';
import type { LiveHome } from './mqtt/live-home.ts';

/** The broker answers within this time or the command has failed. */
const ACKNOWLEDGE_MS = 2_000;
/** How long a command can be looked at afterwards. */
const KEPT_MS = 60_000;
const MAX_KEPT = 10_000;
const EARLY_MS = 20;

/** One command, from its sending to the end of its minute. */
type Life = {
  readonly id: string;
  readonly entity: string;
  readonly command: string;
  readonly begunAt: number;
  readonly phases: { readonly phase: CommandPhase; readonly at: number }[];
  tracked: Tracked;
  /** Resolves when nothing more is to be waited for. */
  readonly settled: Promise<void>;
  readonly settle: () => void;
};

export type CommandDesk = ReturnType<typeof createCommandDesk>;

/** Sends commands and follows each through its phases. Nothing is ever queued. */
export function createCommandDesk(live: LiveHome, now: () => number = Date.now) {
  const lives = new Map<string, Life>();

  /** Publishes in order and waits for the broker each time. @throws Problem if it does not answer */
  async function publish(messages: readonly Publish[]): Promise<void> {
    const deadline = now() + ACKNOWLEDGE_MS;
    for (const message of messages) {
      try {
        await live.publish(message, Math.max(1, deadline - now()));
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new Problem('broker_unavailable', { detail });
      }
    }
  }

  function advance(life: Life, event: TrackerEvent): void {
    const before = life.tracked.phase;
    life.tracked = follow(life.tracked, event, now());
    if (life.tracked.phase !== before) life.phases.push({ phase: life.tracked.phase, at: now() });
    if (!isUnderWay(life.tracked)) life.settle();
  }

  /** Hears the device's reports, the late ones too, for as long as the command can be looked at. */
  function listen(life: Life): () => void {
    const state = () => live.home.status(life.entity).state;
    const unwatch = live.watch(life.entity, ({ property }) => {
      if (!Object.hasOwn(life.tracked.target, property)) return;
      advance(life, { type: 'reported', state: state() });
    });
    // A timer may fire a moment early by the clock, before which there is still time to answer.
    const deadline = setTimeout(
      () => advance(life, { type: 'tick', state: state() }),
      life.tracked.deadlineAt - life.tracked.sentAt + EARLY_MS,
    );
    const end = setTimeout(unwatch, KEPT_MS);
    deadline.unref();
    end.unref();
    return () => {
      unwatch();
      clearTimeout(deadline);
      clearTimeout(end);
    };
  }

  function keep(life: Life): void {
    lives.set(life.id, life);
    for (const [id, { begunAt }] of lives) {
      if (lives.size <= MAX_KEPT && begunAt > now() - KEPT_MS) break;
      lives.delete(id);
    }
  }

  return {
    /** Sends one command and waits for the device as long as asked. @throws Problem */
    async run(id: string, request: CommandRequest, waitMs?: number): Promise<CommandOut> {
      const { wait = waitMs ?? DEFAULT_WAIT_MS, ...rest } = request;
      const entity = live.home.entity(id);
      if (!entity) throw noEntity(id);
      const command = { ...rest, entity: id };
      const encoded = live.home.encode(command);
      if (!encoded.ok) throw new Problem(encoded.code, { detail: encoded.reason });
      if (!live.connected()) throw new Problem('broker_unavailable');

      const { messages, target } = encoded;
      const { optimistic } = entity.source;
      const life = begin(command, track(command, target, optimistic, now()));
      // Before publishing, for a device may answer sooner than the broker acknowledges.
      const silence = listen(life);
      try {
        await publish(messages);
      } catch (error) {
        silence();
        throw error;
      }
      keep(life);
      live.assume(id, target);
      // At QoS 0 the broker acknowledges nothing; an entity that reports nothing is taken at its word.
      if (optimistic || messages.every(({ qos }) => qos > 0))
        advance(life, { type: 'acknowledged' });
      if (Object.keys(target).length === 0) life.settle();
      await Promise.race([life.settled, delay(wait)]);
      return show(life);
    },

    /** A command of the last minute. @throws Problem not_found */
    look(entity: string, id: string): CommandOut {
      const life = lives.get(id);
      if (!life || life.entity !== entity || life.begunAt <= now() - KEPT_MS) {
        throw new Problem('not_found', { detail: 'There is no such command of the last minute.' });
      }
      return show(life);
    },
  };
}

function begin({ entity, command }: { entity: string; command: string }, tracked: Tracked): Life {
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const phases = [{ phase: tracked.phase, at: tracked.sentAt }];
  const begunAt = tracked.sentAt;
  return { id: randomUUID(), entity, command, begunAt, phases, tracked, settled, settle };
}

const noEntity = (id: string) =>
  new Problem('not_found', { detail: `There is no entity ${JSON.stringify(id.slice(0, 200))}.` });

function show({ id, entity, command, phases, tracked }: Life): CommandOut {
  return {
    commandId: id,
    entity,
    command,
    phase: tracked.phase,
    phases: phases.map(({ phase, at }) => ({ phase, at: formatTime(at) })),
  };
}

const delay = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
