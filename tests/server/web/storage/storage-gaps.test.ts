import { expect, test } from 'vitest';
import type { RecorderRun } from '../../../../lib/server/db/runs.ts';
import { recorderGaps } from '../../../../lib/server/web/storage/gaps.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;

/** A run from so many minutes ago until so many minutes ago; null: it goes on, or it died. */
const run = (
  from: number,
  alive: number,
  ended: number | null,
  note: string | null = null,
): RecorderRun => ({
  id: 1_000 - from,
  startedAt: NOW - from * MINUTE,
  aliveAt: NOW - alive * MINUTE,
  endedAt: ended === null ? null : NOW - ended * MINUTE,
  note,
});
const reasons = (...runs: RecorderRun[]) =>
  recorderGaps(runs, NOW).map(({ reason, end, start }) => [
    reason,
    (end === null ? NOW : Date.parse(end)) - Date.parse(start),
    end === null,
  ]);

test('a recorder that always ran leaves no gap', () => {
  expect(reasons()).toEqual([]);
  expect(reasons(run(500, 0, null))).toEqual([]);
});

test('a stop, a death and a lost session are told apart', () => {
  expect(reasons(run(10, 0, null), run(100, 20, 20))).toEqual([
    ['recorder_stopped', 10 * MINUTE, false],
  ]);
  expect(reasons(run(10, 0, null), run(100, 20, null))).toEqual([
    ['recorder_died', 10 * MINUTE, false],
  ]);
  expect(reasons(run(10, 0, null, 'the session was lost'), run(100, 20, 20))).toEqual([
    ['recorder_lost', 10 * MINUTE, false],
  ]);
});

test('one that is away now leaves a gap that goes on', () => {
  expect(reasons(run(100, 20, 20))).toEqual([['recorder_stopped', 20 * MINUTE, true]]);
  expect(reasons(run(100, 20, null))).toEqual([['recorder_died', 20 * MINUTE, true]]);
});

test('a quick restart is no gap', () => {
  expect(reasons(run(10, 0, null), run(100, 10.05, 10.05))).toEqual([]);
});
