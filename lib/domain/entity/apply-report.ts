import type { Report } from '../dialect/dialect.ts';
import type { EntityStatus, Value } from './entity.ts';
import type { Update } from './home.ts';
import { MAX_NAME, MAX_STATE_TEXT } from './limits.ts';

const DAY = 86_400_000;
const MAX_LIST = 16;
const MAX_TEXTS = 64;

/** What one message said about one entity, taken together. */
export type Applied = {
  readonly status: EntityStatus;
  readonly updates: readonly Update[];
  /** Why something of it was refused; null: nothing was. */
  readonly reason: string | null;
  /** Something was understood, even if it changed nothing. */
  readonly understood: boolean;
};

/** Folds the reports on one entity into its status. `arrival` is the message's, epoch ms. */
export function applyReports(
  entityId: string,
  status: EntityStatus,
  reports: readonly Report[],
  arrival: number,
): Applied {
  const updates: Update[] = [];
  let { heard, lastHeard, reportedAt } = status;
  // Copied once, with the first value.
  let state: Record<string, Value> | null = null;
  let times: Record<string, number> | null = null;
  let reason: string | null = null;
  let understood = false;
  for (const report of reports) {
    switch (report.type) {
      case 'rejected':
        reason = report.reason;
        break;
      case 'availability':
        understood = true;
        lastHeard = report.topic;
        if (!Object.hasOwn(heard, report.topic) || heard[report.topic] !== report.online) {
          heard = { ...heard, [report.topic]: report.online };
        }
        break;
      case 'state': {
        const { property } = report;
        const value = boundedValue(report.value);
        if (value === undefined || property === 'available' || property === '__proto__') {
          reason = `${property} is no value that can be shown`;
          break;
        }
        understood = true;
        if (report.historical) {
          if (report.at > 0 && report.at <= arrival)
            updates.push({ entityId, property, value, at: report.at });
          break;
        }
        const at = plausibleTime(report.at, arrival);
        state ??= { ...status.state };
        times ??= { ...status.times };
        state[property] = value;
        times[property] = at;
        reportedAt = arrival;
        updates.push({ entityId, property, value, at });
        break;
      }
    }
  }
  if (!understood) return { status, updates, reason, understood };
  const changed = {
    state: state ?? status.state,
    times: times ?? status.times,
    heard,
    lastHeard,
    reportedAt,
  };
  return { status: changed, updates, reason, understood };
}

/** A device's own clock counts while it is within a day of ours (home.ts, Update). */
function plausibleTime(at: number, arrival: number): number {
  return Number.isFinite(at) && Math.abs(at - arrival) <= DAY ? at : arrival;
}

/** The value, cut to what may be kept; undefined if it is none (infinite, endless, an object). */
export function boundedValue(value: Value): Value | undefined {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'string':
      return value.length > MAX_STATE_TEXT ? cutText(value) : value;
    default:
      if (value === null) return null;
      return Array.isArray(value) ? boundedList(value) : undefined;
  }
}

function boundedList(list: readonly unknown[]): Value | undefined {
  if (list.length <= MAX_LIST && list.every(Number.isFinite)) return list as readonly number[];
  const isText = list.length <= MAX_TEXTS && list.every((item) => typeof item === 'string');
  return isText ? (list as readonly string[]).map((text) => text.slice(0, MAX_NAME)) : undefined;
}

/** Not in the middle of a surrogate pair. */
function cutText(text: string): string {
  const last = text.charCodeAt(MAX_STATE_TEXT - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_STATE_TEXT - 1 : MAX_STATE_TEXT);
}
