import type { Columns } from '../../../../domain/history/columns.ts';
import type { Runner, Statement } from '../../connection/driver.ts';
import { breather } from '../breath.ts';
import type { Engine } from '../engine.ts';
import { carryOut, type Manner, type Placing, place } from './placing.ts';
import { retried } from './retry.ts';

/** Readings of a series in order of time, and their place in the order of arrival. */
export type Given = { readonly series: number; readonly readings: Columns; readonly seq: number };

/**
 * Puts readings into chunks, in one transaction with what `also` does. Safe beside other processes that
 * change chunks: what they have changed meanwhile is read again.
 */
export function putIn(
  engine: Engine,
  given: readonly Given[],
  manner: Manner,
  also: (runner: Runner) => Promise<void> = async () => {},
): Promise<{ readonly stored: number; readonly known: number; readonly chunks: number }> {
  const { driver, sql } = engine;
  const ask = async (statement: Statement) => (await driver.read(statement))[0]!;

  async function once() {
    const breathe = breather();
    const changes: Placing[] = [];
    for (const { series, readings } of given)
      changes.push(await place(engine, ask, breathe, series, readings, manner));
    await driver.write(async (runner) => {
      await carryOut(engine, runner, changes, breathe);
      await runner.run(sql.putNewest(JSON.stringify(given.map(newest))));
      await also(runner);
    });
    const sum = (of: (change: Placing) => number) => changes.reduce((all, one) => all + of(one), 0);
    return {
      stored: sum(({ stored }) => stored),
      known: sum(({ known }) => known),
      chunks: sum(({ put }) => put.length),
    };
  }

  return engine.alone(async () => {
    return retried(once);
  });
}

/** [series, at, seq, value, text] */
function newest({ series, readings: { count, at, value, text }, seq }: Given): unknown[] {
  const i = count - 1;
  return [series, at[i], seq, Number.isNaN(value[i]!) ? null : value[i], text?.[i] || null];
}
