import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import {
  observeChanges,
  observeIncrease,
  observeStates,
} from '../../../../lib/domain/history/bucket-details.ts';
import type { Correction } from '../../../../lib/domain/history/corrections.ts';
import { createCounter } from '../../../../lib/domain/history/counter.ts';
import { type Database, openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { historyStore } from '../../../../lib/server/db/history.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';
import {
  corrections,
  correctionsOf,
  edges,
  MINUTE,
  type ModelSeries,
  modelSeries,
  type Step,
  story,
  T0,
  type Told,
} from './history-model.ts';

const ALWAYS = { from: -8.64e15, to: 8.64e15 };

describe.each(PROVIDERS)('a history in %s says what an array of all readings says', (provider) => {
  let database: TestDatabase;
  /** As the recorder has it: opened anew now and then. */
  let writer: Database;
  let seq = 0;
  let made = 0;

  beforeAll(async () => {
    database = await testDatabase(provider);
    writer = await openDatabase({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await writer.close();
    await database.stop();
  });

  async function carryOut(id: string, step: Step, model: ModelSeries): Promise<void> {
    const history = historyStore(writer);
    const rowOf = ({ at, value }: Told) => ({ entityId: id, property: 'value', at, value });
    switch (step.do) {
      case 'append':
        model.append(step.readings);
        await history.append({
          now: T0,
          rows: step.readings.map((reading) => ({ ...rowOf(reading), seq: ++seq })),
        });
        return;
      case 'import': {
        model.import(step.readings, step.onlyNew);
        const past = history.import(0, { idempotent: step.onlyNew });
        await past.add({ now: T0, rows: step.readings.map(rowOf) });
        await past.end();
        return;
      }
      case 'fold':
        await history.fold({ now: T0, all: true });
        return;
      case 'reopen':
        await writer.close();
        writer = await openDatabase({ DATABASE_URL: database.url });
    }
  }

  /** Asked of another process' view of the database. */
  async function compare(id: string, model: ModelSeries, cuts: number[], now: number) {
    const history = historyStore(database.db);
    const pages: Told[] = [];
    let after = null;
    do {
      const page = await history.raw(id, 'value', ALWAYS, { after, limit: 5_000 });
      pages.push(...page.readings);
      after = page.next;
    } while (after !== null);
    const told = model.told();
    expect(pages).toEqual(told.readings());

    const [from, to] = [cuts[0]!, cuts.at(-1)!];
    const inRange = told.readings(from, to);
    expect(await history.count(id, 'value', { from, to }, 1e9)).toBe(inRange.length);
    const columns: Value[] = [];
    for await (const part of history.columns(id, 'value', { from, to })) {
      const textOf = await history.texts(part.text ?? []);
      for (let i = 0; i < part.count; i++) {
        const text = part.text?.[i] ?? 0;
        const number = part.value[i]!;
        columns.push(text !== 0 ? textOf(text) : Number.isNaN(number) ? null : number);
      }
    }
    const plain = (value: Value) => (typeof value === 'boolean' ? Number(value) : value);
    expect(columns).toEqual(inRange.map(({ value }) => plain(value)));

    for (const at of cuts) {
      expect(await history.held(id, 'value', at)).toEqual(told.held(at));
      const times = told.readings(-Infinity, at).map((reading) => reading.at);
      expect(await history.timesBefore(id, 'value', at, 5)).toEqual(times.slice(-5));
    }
    const state = (await history.statesAt(from)).find(({ entityId }) => entityId === id);
    expect(state === undefined ? null : { at: state.at, value: state.value }).toEqual(
      told.held(from + 1),
    );
    const latest = (await history.latest()).find(({ entityId }) => entityId === id);
    expect(latest?.value).toEqual(model.newest?.value);

    await compareBuckets(id, model, cuts, now, []);
  }

  async function compareBuckets(
    id: string,
    model: ModelSeries,
    cuts: number[],
    now: number,
    fixes: readonly Correction[],
  ) {
    const history = historyStore(database.db);
    const told = model.told(fixes);
    const states = observeStates(model.isSwitch());
    const changes = observeChanges();
    const increase = observeIncrease(createCounter('rising', null));
    const plain = await history.summaries(id, 'value', cuts, now, { corrections: fixes });
    const said = await history.summaries(id, 'value', cuts, now, {
      corrections: fixes,
      observers: [states, changes, increase],
    });
    const wanted = told.buckets(cuts, now);
    for (const some of [plain, said])
      some.forEach(({ mean, ...rest }, i) => {
        const { mean: wantedMean, ...wantedRest } = wanted[i]!;
        expect(rest).toEqual(wantedRest);
        expectClose(mean, wantedMean);
      });
    const ids = states.found.flatMap((all) => all!.map(({ text }) => text));
    const textOf = await history.texts(new Set(ids));
    const valueIn = (text: number, value: number) =>
      text !== 0 ? textOf(text) : model.isSwitch() ? value !== 0 : value;
    told.details(cuts, now).forEach((details, i) => {
      const own = states.found[i]!.map(({ text, value, ms }) => [
        JSON.stringify(valueIn(text, value)),
        ms,
      ]);
      expect(Object.fromEntries(own)).toEqual(details.states);
      expect(changes.found[i]).toBe(details.changes);
      expectClose(increase.found[i]!, details.increase);
    });
  }

  function expectClose(value: number | null, wanted: number | null): void {
    if (value === null || wanted === null) expect(value).toBe(wanted);
    else expect(value).toBeCloseTo(wanted, 6);
  }

  test('whatever is appended, late or not, imported, folded and opened anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        story,
        edges,
        fc.integer({ min: -2_000, max: 2_000 }),
        corrections,
        async (steps, cuts, now, chosen) => {
          const id = `sensor.p${++made}`;
          const model = modelSeries();
          await historyStore(writer).append({
            now: T0,
            devices: [aDevice('d')],
            entities: [aSensor(id, 'd')],
          });
          for (const step of steps) {
            await carryOut(id, step, model);
            await compare(id, model, cuts, T0 + now * MINUTE);
            const fixes = correctionsOf(model, chosen);
            await compareBuckets(id, model, cuts, T0 + now * MINUTE, fixes);
          }
        },
      ),
      // On a busy machine fewer have to do.
      { numRuns: provider === 'sqlite' ? 25 : 5, interruptAfterTimeLimit: 30_000 },
    );
  });
});
