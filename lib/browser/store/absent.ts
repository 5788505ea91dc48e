import type { State } from '../../domain/entity/entity.ts';

/** Before the first report. */
export const WAITING = 'Waiting for first reading';

/** What is said where a property tells nothing: it was never reported, or is reported as unknown. */
export const absent = (state: State, property: string): string =>
  state[property] === undefined ? WAITING : 'Unknown';
