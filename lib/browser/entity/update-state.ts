import type { State } from '../../domain/entity/entity.ts';
import type { EntityView } from '../store/entity-view.ts';
import { formatPercent } from '../words/format.ts';
import { percentOf, textOf, valueWords } from '../words/words.ts';

/** What an updatable thing is up to. Versions are the device's own text. */
export type UpdateState = {
  readonly installed: string | null;
  readonly latest: string | null;
  readonly installing: boolean;
  /** 0–100 while it installs, if it says; else null. */
  readonly percent: number | null;
  readonly isAvailable: boolean;
};

/** Reads the state of an `update`. Versions that are numbers count as text. */
export function updateState(state: State): UpdateState {
  const installed = version(state, 'installed_version');
  const latest = version(state, 'latest_version');
  const percent = percentOf(state, 'update_percentage');
  const installing = state.in_progress === true;
  return {
    installed,
    latest,
    installing,
    percent: installing ? percent : null,
    isAvailable: latest !== null && latest !== installed,
  };
}

function version(state: State, property: string): string | null {
  const value = state[property];
  if (typeof value === 'number') return String(value);
  return value === undefined || value === null || value === '' ? null : valueWords(value, null);
}

/** "Update 2.1 available", "Installing · 40 %", "Up to date · 2.0". */
export function updateWords(state: State, _: EntityView): string {
  const { installed, latest, installing, percent, isAvailable } = updateState(state);
  if (installing) return percent === null ? 'Installing' : `Installing · ${formatPercent(percent)}`;
  if (isAvailable) return `Update ${latest} available`;
  if (latest !== null) return `Up to date · ${latest}`;
  if (installed !== null) return `Version ${installed}`;
  return textOf(state, 'title') ?? 'Waiting for first reading';
}
