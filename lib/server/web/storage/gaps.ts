import type { StorageGapOut } from '../../../api/storage.ts';
import { formatTime } from '../../../api/values.ts';
import { silenceLimit } from '../../../domain/history/gaps.ts';
import { HEARTBEAT_LIMIT_MS, type RecorderRun } from '../../db/runs.ts';
import type { LiveHome } from '../mqtt/live-home.ts';
import type { SizedSeries } from '../stored-home.ts';

/** A recorder that was restarted at once has missed nothing that anybody would notice. */
const LEAST_AWAY_MS = 5_000;
/** Below this a sensor has no habit to be told by. */
const LEAST_READINGS = 20;

/** Whether a run goes on. */
export const isRunning = (run: RecorderRun | null, now: number): boolean =>
  run !== null && run.endedAt === null && now - run.aliveAt < HEARTBEAT_LIMIT_MS;

/** When the recorder was away, and why, by its runs, the newest first. */
export function recorderGaps(runs: readonly RecorderRun[], now: number): StorageGapOut[] {
  const gaps: StorageGapOut[] = [];
  const add = (before: RecorderRun, end: number | null, note: string | null) => {
    const start = before.endedAt ?? before.aliveAt;
    if ((end ?? now) - start < LEAST_AWAY_MS) return;
    gaps.push({
      start: formatTime(start),
      end: end === null ? null : formatTime(end),
      reason:
        note !== null
          ? 'recorder_lost'
          : before.endedAt === null
            ? 'recorder_died'
            : 'recorder_stopped',
      entity: null,
      note,
    });
  };
  const [newest] = runs;
  if (newest !== undefined && !isRunning(newest, now)) add(newest, null, null);
  runs.forEach((run, i) => {
    const before = runs[i + 1];
    if (before !== undefined) add(before, run.startedAt, run.note);
  });
  // Of several recorders another one may have been there.
  return gaps.filter(({ start, end, reason }) => {
    const [from, to] = [Date.parse(start), end === null ? now : Date.parse(end)];
    return reason === 'recorder_lost' || !runs.some((run) => spans(run, from, to, now));
  });
}

/** Whether a run covers a span of time, but for a moment that nobody would notice. */
function spans(run: RecorderRun, from: number, to: number, now: number): boolean {
  const end = run.endedAt ?? (isRunning(run, now) ? now : run.aliveAt);
  return run.startedAt < from && end <= now && end > to - LEAST_AWAY_MS;
}

/** Sensors that speak by a habit, and have not for longer than that. */
export function sensorGaps(
  series: readonly SizedSeries[],
  { home }: Pick<LiveHome, 'home'>,
  now: number,
): StorageGapOut[] {
  return series.flatMap(({ entityId, property, subject, readings, from, to }) => {
    const { kind, stateClass } = subject.entity;
    if (subject.removed || kind !== 'sensor' || stateClass === null || property !== 'value')
      return [];
    if (from === null || to === null || readings < LEAST_READINGS) return [];
    const last = Math.max(to, home.status(entityId).times[property] ?? 0);
    const usual = (to - from) / (readings - 1);
    if (now - last <= Math.max(silenceLimit(usual), silenceLimit(null))) return [];
    const isAway = home.entity(entityId) !== undefined && !home.available(entityId, now);
    return [
      {
        start: formatTime(last),
        end: null,
        reason: isAway ? ('sensor_offline' as const) : ('sensor_silent' as const),
        entity: entityId,
        note: null,
      },
    ];
  });
}
