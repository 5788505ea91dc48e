import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { runStore } from '../../../lib/server/db/runs.ts';
import { keepDiary } from '../../../lib/server/recorder/run-diary.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';

const HOUR = 3_600_000;
const log = pino({ level: 'silent' });
let home: TestDatabase;
afterEach(() => home.stop());

/** A diary that beats often, on a clock that the test sets. */
async function diaryAt(wall: number) {
  home = await testDatabase();
  const clock = { wall, monotonic: 0 };
  const pass = (ms: number) => {
    clock.wall += ms;
    clock.monotonic += ms;
  };
  const diary = await keepDiary(
    home.db,
    log,
    { wall: () => clock.wall, monotonic: () => clock.monotonic },
    5,
  );
  return { clock, pass, diary, runs: runStore(home.db) };
}

for (const [how, byMs] of [
  ['back by an hour', -HOUR],
  ['on by a day', 24 * HOUR],
] as const) {
  test(`a clock that is set ${how} ends one run and begins another, and neither is a gap`, async () => {
    const start = 100 * HOUR;
    const { clock, pass, diary, runs } = await diaryAt(start);
    pass(2 * HOUR);
    await until(async () => (await runs.newest())?.aliveAt === start + 2 * HOUR);
    clock.wall += byMs;
    await until(async () => (await runs.recent(9)).length === 2);
    const set = start + 2 * HOUR + byMs;
    pass(HOUR / 2);
    await until(async () => (await runs.newest())?.aliveAt === set + HOUR / 2);
    await diary.stop();
    const spans = await runs.spans({ from: start, to: start + 100 * HOUR }, clock.wall);
    expect(spans).toContainEqual({ from: start, to: start + 2 * HOUR });
    expect(spans).toContainEqual({ from: set, to: set + HOUR / 2 });
  });
}

test('a clock that merely drifts makes no new run', async () => {
  const { clock, pass, diary, runs } = await diaryAt(100 * HOUR);
  for (let i = 0; i < 5; i++) {
    pass(60_000);
    clock.wall += 3_000;
    const now = clock.wall;
    await until(async () => (await runs.newest())?.aliveAt === now);
  }
  await diary.stop();
  expect(await runs.recent(9)).toHaveLength(1);
});
