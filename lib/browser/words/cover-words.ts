import type { State } from '../../domain/entity/entity.ts';
import { absent } from '../store/absent.ts';
import { formatPercent } from './format.ts';
import { termWords } from './term-words.ts';
import { percentOf, textOf } from './words.ts';

/** "Open · 60 %"; the position is left out where the word says it already. */
export function coverWords(state: State): string {
  const position = percentOf(state, 'position');
  const said = textOf(state, 'state');
  if (position === null && said === null) {
    const tilt = percentOf(state, 'tilt');
    if (tilt !== null) return `Tilt ${formatPercent(tilt)}`;
    return absent(state, state.position === undefined ? 'state' : 'position');
  }
  const rests = said === null || said === 'open' || said === 'closed' || said === 'stopped';
  const word = termWords(
    'cover',
    rests && position !== null ? atRest(position, said) : (said ?? ''),
  );
  const isPlain = position === null || (word === 'Closed' && position === 0);
  return isPlain || (word === 'Open' && position === 100)
    ? word
    : `${word} · ${formatPercent(position)}`;
}

/** A cover that says "stopped" at 0 is closed; one that says "closed" at 3 is closed. */
const atRest = (position: number, said: string | null) =>
  said === 'closed' || (position === 0 && said !== 'open') ? 'closed' : 'open';
