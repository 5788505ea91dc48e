import type { State } from '../../domain/entity/entity.ts';
import type { EntityView } from '../store/entity-view.ts';
import { formatReading } from './format.ts';
import { termWords } from './term-words.ts';
import { choiceWords, numberOf, textOf } from './words.ts';

/** A climate's target: one temperature, the range it keeps to, or none that is known. */
export type Target =
  | { readonly type: 'one'; readonly value: number | null }
  | { readonly type: 'range'; readonly low: number | null; readonly high: number | null };

/** What a climate aims at: devices with two targets use them in the modes that need two. */
export function targetOf(state: State): Target {
  const low = numberOf(state, 'temperature_low');
  const high = numberOf(state, 'temperature_high');
  const value = numberOf(state, 'temperature');
  const hasRange = low !== null || high !== null;
  const wantsTwo = state.mode === 'heat_cool' || state.mode === 'auto';
  return hasRange && (value === null || wantsTwo)
    ? { type: 'range', low, high }
    : { type: 'one', value };
}

/** What it is doing, as far as it says: heating, cooling …; null: nothing, or it does not say. */
export function activityOf(state: State): string | null {
  const action = textOf(state, 'action');
  return action === null || action === 'off' || action === 'idle' ? null : action;
}

const degrees = (value: number) => formatReading(value, '°C');

/** "21.4 → 22", "21.4 → 20–24", whatever of it is known. */
function temperatures(state: State): string | null {
  const now = numberOf(state, 'current_temperature');
  const target = targetOf(state);
  const wish =
    target.type === 'one'
      ? target.value === null
        ? null
        : degrees(target.value)
      : [target.low, target.high].map((value) => (value === null ? '…' : degrees(value))).join('–');
  if (now === null) return wish === null ? null : `→ ${wish}`;
  return wish === null ? degrees(now) : `${degrees(now)} → ${wish}`;
}

function words(state: State, modeWords: (mode: string) => string): string {
  const mode = textOf(state, 'mode');
  const action = activityOf(state);
  const now = numberOf(state, 'current_temperature');
  if (mode === 'off') return now === null ? 'Off' : `Off · ${degrees(now)}`;
  const word = action === null ? mode && modeWords(mode) : termWords('action', action);
  const parts = [word, temperatures(state)].filter((part) => part !== null && part !== '');
  if (parts.length > 0) return parts.join(' · ');
  return state.mode === undefined ? 'Waiting for first reading' : 'Unknown';
}

/** "Heating · 19.8 → 22", "Heat · 21.4 → 22", "Off · 19.8". */
export const climateWords = (state: State, _: EntityView): string =>
  words(state, (mode) => termWords('mode', mode));

/** "Eco · 48 → 55". */
export const waterHeaterWords = (state: State, _: EntityView): string => words(state, choiceWords);
