import type { CommandPhase } from '../domain/command/command.ts';
import type { State, Value } from '../domain/entity/entity.ts';
import { binaryWord } from './binary-words.ts';
import type { EntityView } from './entity-view.ts';
import { formatAge, formatMoment, formatPercent, formatReading, formatSpan } from './format.ts';

/** Properties that hold what an entity mainly is, most telling first. */
const MAIN = ['value', 'on', 'position', 'mode', 'state', 'current_temperature', 'activity'];

/** The property whose history stands for the entity. */
export function mainProperty(state: State): string | null {
  return MAIN.find((property) => state[property] !== undefined) ?? Object.keys(state)[0] ?? null;
}

/** Whether the entity is on; null: unknown, or nothing that can be on. */
export function isOn(state: State): boolean | null {
  for (const property of ['on', 'value', 'state']) {
    const value = state[property];
    if (typeof value === 'boolean') return value;
  }
  return null;
}

/** A light's brightness in percent, also while it is off; null: it has none, or none is known. */
export const brightnessOf = (state: State): number | null =>
  typeof state.brightness === 'number' ? Math.max(0, Math.min(100, state.brightness)) : null;

/** One value in words. Text of devices is given as it is: whoever shows it shows it as text. */
export function valueWords(value: Value | undefined, unit: string | null): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (typeof value === 'number') {
    const text = formatReading(value, unit);
    return unit ? `${text} ${unit}` : text;
  }
  return typeof value === 'string'
    ? value || '—'
    : value.map((n) => (typeof n === 'number' ? formatReading(n, null) : n)).join(', ');
}

const WAITING = 'Waiting for first reading';

/** What an entity does, in a few words, leaving aside whether it can be reached. */
export function stateWords(view: EntityView, state: State = view.shown): string {
  const { entity } = view;
  switch (entity.kind) {
    case 'light': {
      const on = isOn(state);
      const level = brightnessOf(state);
      if (on === null) return WAITING;
      if (!on) return 'Off';
      return level === null ? 'On' : formatPercent(level);
    }
    case 'switch': {
      const on = isOn(state);
      return on === null ? WAITING : on ? 'On' : 'Off';
    }
    case 'binary_sensor': {
      const on = isOn(state);
      return on === null ? WAITING : binaryWord(entity.deviceClass, on);
    }
    case 'sensor':
      return state.value === undefined ? WAITING : valueWords(state.value, entity.unit);
    default:
      return otherWords(state, entity.unit);
  }
}

function otherWords(state: State, unit: string | null): string {
  const property = mainProperty(state);
  if (property === null) return WAITING;
  if (property === 'position') return `Open · ${valueWords(state.position, '%')}`;
  return valueWords(state[property], property === 'value' ? unit : null);
}

/** The line under the name: the state, or why it is not to be trusted. */
export function statusWords(view: EntityView, now: number): string {
  if (view.pending?.phase === 'no_answer') return 'No answer';
  if (view.pending?.phase === 'failed') return view.pending.reason ?? 'Failed';
  if (view.available) return stateWords(view);
  if (view.reportedAt === null) return 'Unreachable';
  return `Unreachable · last ${stateWords(view, view.state)} ${formatMoment(view.reportedAt, now)}`;
}

/** The same, short enough for a tile: for how long it has been out of reach. */
export function tileWords(view: EntityView, now: number): string {
  if (view.available || view.pending?.phase === 'no_answer' || view.pending?.phase === 'failed')
    return statusWords(view, now);
  if (view.reportedAt === null) return 'Unreachable';
  return `Unreachable · ${formatSpan(now - view.reportedAt)}`;
}

/** How old the value is, if it is old enough to say so. */
export function staleWords(view: EntityView, now: number): string | null {
  if (!view.available || view.staleAt === null || view.reportedAt === null) return null;
  return now >= view.staleAt ? formatAge(now - view.reportedAt) : null;
}

const PHASES: Readonly<Record<CommandPhase, string>> = {
  sent: 'Sent',
  acknowledged: 'At the broker',
  confirmed: 'Confirmed by the device',
  no_answer: 'No answer',
  failed: 'Failed',
};

/** The phase of a command, for the sheet. */
export const phaseWords = (phase: CommandPhase): string => PHASES[phase];

/** A key of the state or a class as a person would write it: `color_temp_kelvin` → `Color temp kelvin`. */
export function readable(key: string): string {
  const text = key.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
