import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serviceKey } from '../lib/server/broker/service-keys.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC, flushAnswer } from '../lib/server/flush.ts';
import { flawsOf } from '../tests/support/sqlite.ts';
import { type Account, accountOf } from './account.ts';
import { type Publishing, publishNumbers } from './publisher.ts';
import type { Setting } from './setting.ts';

export type Victim = 'broker' | 'recorder';
/** Exit code or signal; null: it had to be ended because it did not come to its point. */
export type Ending = number | string | null;

/** A role that does not come to its point in time is ended there. */
const PATIENCE_MS = 60_000;
const PER_SECOND = 100;
/** Few under way at once, so that there are many commits to die in. */
const WINDOW = 4;
const FILES = { broker: 'broker.db', recorder: 'inglenook.db' } as const;
const CALLS = 'fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg';

/**
 * One role that dies again and again, each time while it recovers from the death before or soon after, and
 * publishers that never repeat themselves meanwhile.
 */
export async function crashRun(setting: Setting, victim: Victim, topic: string) {
  const { home, connect, stored } = setting;
  const acked: number[] = [];
  const flaws = new Set<string>();
  const ends: (() => Promise<unknown>)[] = [];
  let first = 1;
  let clients = 0;
  if (victim === 'recorder') {
    const sensor = await connect(`prover-${topic}`);
    const run = publishNumbers(sensor, { topic, qos: 1, perSecond: PER_SECOND });
    const press = await pressToStore(setting);
    ends.push(async () => {
      await run.stop();
      await press.stop();
      await sensor.endAsync(true);
      for (const number of run.acked) acked.push(number);
    });
  }
  await home.roles.get(victim)?.stop();

  return {
    async dieBy(fault: string): Promise<Ending> {
      const calls = /=([\w,]+):/.exec(fault)?.[1] ?? CALLS;
      const under = [
        ...['strace', '-D', '-f', '-qq', '-o', '/dev/null'],
        // Far quicker, but it kills nobody: the kernel drops signals at such a stop.
        ...(fault.includes('signal=') ? [] : ['--seccomp-bpf']),
        ...['-e', `trace=${calls}`, '-e', fault],
      ];
      let ending: Ending = null;
      const ended = (how: number | string) => {
        ending = /^\d+$/.test(String(how)) ? Number(how) : how;
      };
      const ready = home.start(victim, under);
      const over = ready.then(
        async (running) => {
          const publishing = victim === 'broker' ? publishUntil(running.exited) : null;
          ended(await running.exited);
          await publishing;
        },
        // It has died while it started.
        (error: Error) => ended(/ended \((.*?)\)/.exec(error.message)?.[1] ?? 'unknown'),
      );
      await Promise.race([over, delay(PATIENCE_MS, undefined, { ref: false })]);
      const reached: Ending = ending;
      if (reached === null) {
        await ready.catch(() => {});
        await home.kill(victim);
      }
      await over;
      const file = path.join(home.env.DATA_DIR!, FILES[victim]);
      if (existsSync(file)) for (const flaw of flawsOf(file)) flaws.add(`${file}: ${flaw}`);
      return reached;
    },

    /** Starts the role once more, without a fault, and holds what was acknowledged against what it has. */
    async end(): Promise<{ readonly account: Account; readonly faults: readonly string[] }> {
      await home.start(victim);
      for (const end of ends) await end();
      const account = accountOf(acked, await stored(topic, acked.at(-1)));
      return { account, faults: [...flaws] };
    },
  };

  async function publishUntil(dead: Promise<unknown>): Promise<void> {
    const client = await connect(`prover-${++clients}`).catch(() => null);
    if (client === null) return;
    const run: Publishing = publishNumbers(client, { topic, qos: 1, first, window: WINDOW });
    await dead;
    await new Promise<void>((resolve) =>
      client.connected ? client.once('close', resolve) : resolve(),
    );
    await run.stop();
    first = run.next();
    acked.push(...run.acked);
    client.end(true);
  }
}

/**
 * Asks the recorder to store, and again as soon as it has: else it commits so seldom that a proof would wait
 * for minutes until it comes to its point.
 */
async function pressToStore({ home, connect }: Setting): Promise<{ stop(): Promise<void> }> {
  const client = await connect('prover-press', { ...serviceKey(home.env.DATA_DIR!, 'web') });
  const id = randomUUID();
  const ask = () => client.publish(FLUSH_TOPIC, JSON.stringify({ id }), { qos: 0 });
  let heardAt = performance.now();
  client.on('message', (_, payload) => {
    if (flushAnswer(payload)?.id !== id) return;
    heardAt = performance.now();
    ask();
  });
  await client.subscribeAsync(FLUSHED_TOPIC, { qos: 0 });
  // The one who was asked may be dead.
  const again = setInterval(() => performance.now() - heardAt > 100 && ask(), 100);
  return {
    async stop() {
      clearInterval(again);
      await client.endAsync(true);
    },
  };
}
