import { randomUUID } from 'node:crypto';
import type { Row, Runner } from '../../connection/driver.ts';
import type { Engine } from '../engine.ts';
import { type Fence, rowOf } from './fence.ts';

/** A fence that its holder shows to be alive by: `beat` rises as long as somebody holds it. */
export type Lease = Fence & {
  readonly beat: number;
  /** Its own for ever, from 1: what keeps its deliveries apart from those of others. */
  readonly number: number;
};

/** Nobody's, and to be taken at once. */
export const RELEASED = '';

/**
 * Leases are fences with a sign of life, so whoever takes one over keeps its former holder from storing. There
 * is no time in them: who watches one sees whether it beats, so clocks that disagree do no harm.
 */
export function leaser({ driver, sql }: Engine) {
  const alone = <T>(work: (runner: Runner) => Promise<T>): Promise<T> =>
    driver.write(async (runner) => {
      if (sql.lock !== null) await runner.query(sql.lock);
      return work(runner);
    });
  const put = (runner: Runner, { name, token, beat, number }: Lease, now: number) =>
    runner.run(sql.putCursors(JSON.stringify([[rowOf(name), token, beat, number, now]])));
  const find = async (runner: Runner, name: string): Promise<Lease | null> => {
    const [row] = await runner.query(sql.lease(rowOf(name)));
    return row === undefined ? null : leaseOf(row);
  };

  return {
    /** Takes a lease, whoever holds it; makes it where there is none. Epoch ms. */
    takeLease: (name: string, now: number): Promise<Lease> =>
      alone(async (runner) => {
        const before = await find(runner, name);
        const number =
          before?.number ?? Number((await runner.query(sql.newestLease()))[0]?.[0]) + 1;
        const lease = { name, token: randomUUID(), beat: 0, number };
        await put(runner, lease, now);
        return lease;
      }),

    /** Takes a lease over if it is still as it was seen, or released if it is not there; null: somebody was faster, or its holder lives. */
    takeOverLease: (seen: Lease, now: number): Promise<Lease | null> =>
      alone(async (runner) => {
        const before = (await find(runner, seen.name)) ?? { ...seen, token: RELEASED, beat: 0 };
        if (before.token !== seen.token || before.beat !== seen.beat) return null;
        const lease = { ...seen, token: randomUUID(), beat: 0 };
        await put(runner, lease, now);
        return lease;
      }),

    /** Shows that the holder lives; those that are not its own any more. */
    beatLeases: (held: readonly Fence[]): Promise<Fence[]> =>
      alone(async (runner) => {
        const lost: Fence[] = [];
        for (const fence of held) {
          if ((await runner.run(sql.beatLease(rowOf(fence.name), fence.token))) === 0)
            lost.push(fence);
        }
        return lost;
      }),

    /** Lets go of it, so that nobody has to wait. */
    releaseLease: ({ name, token }: Fence): Promise<number> =>
      driver.run(sql.releaseLease(rowOf(name), token, RELEASED)),

    /** Whether somebody else has taken it. */
    async holdsLease({ name, token }: Fence): Promise<boolean> {
      const [rows] = await driver.read(sql.lease(rowOf(name)));
      return rows?.[0]?.[1] === token;
    },

    /** All whose names begin so. */
    async leases(prefix: string): Promise<Lease[]> {
      const [rows = []] = await driver.read(sql.leases());
      return rows.map(leaseOf).filter(({ name }) => name.startsWith(prefix));
    },
  };
}

const leaseOf = ([name, token, beat, number]: Row): Lease => ({
  name: String(name).slice(rowOf('').length),
  token: String(token),
  beat: Number(beat),
  number: Number(number),
});
