import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
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
    expect(pages).toEqual(model.readings());

    const [from, to] = [cuts[0]!, cuts.at(-1)!];
    const inRange = model.readings(from, to);
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
      expect(await history.held(id, 'value', at)).toEqual(model.held(at));
      const times = model.readings(-Infinity, at).map((reading) => reading.at);
      expect(await history.timesBefore(id, 'value', at, 5)).toEqual(times.slice(-5));
    }
    const state = (await history.statesAt(from)).find(({ entityId }) => entityId === id);
    expect(state === undefined ? null : { at: state.at, value: state.value }).toEqual(
      model.held(from + 1),
    );
    const latest = (await history.latest()).find(({ entityId }) => entityId === id);
    expect(latest?.value).toEqual(model.newest?.value);

    const said = await history.summaries(id, 'value', cuts, now);
    const wanted = model.buckets(cuts, now);
    said.forEach(({ mean, ...rest }, i) => {
      const { mean: wantedMean, ...wantedRest } = wanted[i]!;
      expect(rest).toEqual(wantedRest);
      if (mean === null || wantedMean === null) expect(mean).toBe(wantedMean);
      else expect(mean).toBeCloseTo(wantedMean, 6);
    });
  }

  test('whatever is appended, late or not, imported, folded and opened anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        story,
        edges,
        fc.integer({ min: -2_000, max: 2_000 }),
        async (steps, cuts, now) => {
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
          }
        },
      ),
      { numRuns: provider === 'sqlite' ? 40 : 12 },
    );
  });
});
