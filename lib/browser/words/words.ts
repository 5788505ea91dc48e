import type { Entity, State, Value } from '../../domain/entity/entity.ts';
import { formatReading } from './format.ts';

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

/** A property as a finite number; null: absent, unknown, or no number. */
export function numberOf(state: State, property: string): number | null {
  const value = state[property];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A property as a text; null: absent, unknown, empty, or no text. */
export function textOf(state: State, property: string): string | null {
  const value = state[property];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A level in percent, kept within 0–100; null: none is known. */
export function percentOf(state: State, property: string): number | null {
  const value = numberOf(state, property);
  return value === null ? null : Math.max(0, Math.min(100, value));
}

/** A light's brightness in percent, also while it is off; null: it has none, or none is known. */
export const brightnessOf = (state: State): number | null => percentOf(state, 'brightness');

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
    : value.map((n) => (typeof n === 'number' ? formatReading(n, null) : n)).join(', ') || '—';
}

/** A key of the state or a class as a person would write it: `color_temp_kelvin` → `Color temp kelvin`. */
export function readable(key: string): string {
  const text = key.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A machine's own spelling: small letters and digits, words joined by underscores. */
const IDENTIFIER = /^[a-z][a-z0-9]*(?:[_ ][a-z0-9]+)*$/;

/** A choice that a device offers: `left_right` → `Left right`; what people wrote stays as it is. */
export const choiceWords = (choice: string): string =>
  IDENTIFIER.test(choice) ? readable(choice) : choice;

/** Whether its value is not for anybody's eyes. */
export const isSecret = ({ kind, capabilities }: Entity): boolean =>
  kind === 'text' && capabilities.mode === 'password';

/** What stands for a value that is not shown. */
export const SECRET = '••••••';
