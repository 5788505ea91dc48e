import { randomUUID } from 'node:crypto';
import { type CommandOut, type CommandRequest, DEFAULT_WAIT_MS } from '../../api/commands.ts';
import { Problem } from '../../api/problem.ts';
import { formatTime } from '../../api/values.ts';
import type { CommandPhase } from '../../domain/command/command.ts';
import type { State } from '../../domain/entity/entity.ts';
import { confirms } from './confirm.ts';
import type { LiveHome } from './live-home.ts';

/** The broker answers within this time or the command has failed. */
const ACKNOWLEDGE_MS = 2_000;
/** A device that has not confirmed by then, plus its transition, gives no answer. */
const ANSWER_MS = 5_000;
/** How long a command can be looked at afterwards. */
const KEPT_MS = 60_000;
const MAX_KEPT = 10_000;

type Life = {
  readonly id: string;
  readonly entity: string;
  readonly command: string;
  readonly phases: { readonly phase: CommandPhase; readonly at: number }[];
  readonly over: Promise<void>;
  readonly begunAt: number;
};

export type CommandDesk = ReturnType<typeof createCommandDesk>;

/** Sends commands and follows each through its phases. Nothing is ever queued. */
export function createCommandDesk(live: LiveHome, now: () => number = Date.now) {
  const lives = new Map<string, Life>();

  /** Publishes in order and waits for the broker each time. @throws Problem if it does not answer */
  async function publish(messages: Parameters<LiveHome['publish']>[0][]): Promise<void> {
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

  /** Resolves true when the device reports the target, false when it is too late for that. */
  function answered(entity: string, target: State, withinMs: number) {
    let settle = (_confirmed: boolean) => {};
    const settled = new Promise<boolean>((resolve) => {
      settle = resolve;
    });
    // Whatever is reported from now on counts, also between publishing and its acknowledgement.
    const unwatch = live.watch(entity, ({ property }) => {
      if (Object.hasOwn(target, property) && confirms(live.home.status(entity).state, target))
        settle(true);
    });
    const timer = setTimeout(() => settle(false), withinMs);
    timer.unref();
    const cancel = () => settle(false);
    const outcome = settled.finally(() => {
      clearTimeout(timer);
      unwatch();
    });
    return { outcome, cancel };
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
    async run(entity: string, request: CommandRequest, waitMs: number | undefined) {
      const { command, wait = waitMs ?? DEFAULT_WAIT_MS, ...rest } = request;
      if (!live.home.entity(entity)) throw noEntity(entity);
      const encoded = live.home.encode({ ...rest, command, entity });
      if (!encoded.ok) throw new Problem(encoded.code, { detail: encoded.reason });
      if (!live.connected()) throw new Problem('broker_unavailable');

      const telling = Object.keys(encoded.target).length > 0;
      const answer = answered(entity, encoded.target, ANSWER_MS + transitionMs(request));
      const begunAt = now();
      const phases: Life['phases'] = [{ phase: 'sent', at: begunAt }];
      try {
        await publish([...encoded.messages]);
      } catch (error) {
        answer.cancel();
        throw error;
      }
      if (encoded.messages.every(({ qos }) => qos > 0)) {
        phases.push({ phase: 'acknowledged', at: now() });
      }
      // An entity that reports nothing is as it was told to be.
      live.assume(entity, encoded.target);
      if (!telling) answer.cancel();
      const over = answer.outcome.then((confirmed) => {
        if (telling) phases.push({ phase: confirmed ? 'confirmed' : 'no_answer', at: now() });
      });
      const life: Life = { id: randomUUID(), entity, command, phases, over, begunAt };
      keep(life);
      await Promise.race([over, delay(wait)]);
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

const noEntity = (id: string) =>
  new Problem('not_found', { detail: `There is no entity ${JSON.stringify(id.slice(0, 200))}.` });

function show({ id, entity, command, phases }: Life): CommandOut {
  return {
    commandId: id,
    entity,
    command,
    phase: phases.at(-1)?.phase ?? 'sent',
    phases: phases.map(({ phase, at }) => ({ phase, at: formatTime(at) })),
  };
}

function transitionMs({ transition }: CommandRequest): number {
  return typeof transition === 'number' && transition > 0 ? Math.min(transition, 600) * 1000 : 0;
}

const delay = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
