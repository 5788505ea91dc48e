import type { Timers } from '../store/timers.ts';
import type { Direction } from './grid.ts';

/** Where a key was pressed: `left` has keys of its own (a menu, a question), so all are left to it. */
export type KeyPlace = 'page' | 'typing' | 'left';

export type KeyPress = {
  /** What the key writes, as the browser names it. */
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean;
  /** Another modifier that is not what it takes to write the sign. */
  readonly modified: boolean;
  /** Held down. */
  readonly repeat: boolean;
  readonly place: KeyPlace;
};

/** What a key asks for. */
export type KeyAct =
  | { readonly type: 'palette' | 'keys' | 'undo' | 'quick' | 'enter' | 'menu' }
  | { readonly type: 'go'; readonly href: string }
  | { readonly type: 'move'; readonly to: Direction }
  | { readonly type: 'step'; readonly up: boolean; readonly held: boolean };

/** How long `g` waits for its second letter. */
export const PREFIX_MS = 1_500;

const PLACES: Readonly<Record<string, string>> = {
  h: '/',
  r: '/rooms',
  i: '/history',
  s: '/more',
};

const MOVES: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * Reads keys, one at a time. `letters`: whether signs and letters without a modifier mean something
 * (WCAG 2.1.4: they can be switched off; arrows, Space and Ctrl K always work).
 */
export function createKeyReader(timers: Timers, letters: () => boolean) {
  let prefixUntil = Number.NEGATIVE_INFINITY;

  function sign({ key, repeat }: KeyPress): KeyAct | null {
    if (key === '[' || key === ']') return { type: 'step', up: key === ']', held: repeat };
    if (repeat) return null;
    const letter = key.toLowerCase();
    const href = timers.now() < prefixUntil ? own(PLACES, letter) : undefined;
    prefixUntil = letter === 'g' ? timers.now() + PREFIX_MS : Number.NEGATIVE_INFINITY;
    if (href !== undefined) return { type: 'go', href };
    if (key === '/') return { type: 'palette' };
    if (key === '?') return { type: 'keys' };
    return letter === 'z' ? { type: 'undo' } : null;
  }

  return (press: KeyPress): KeyAct | null => {
    const { key, shift, command, modified, place } = press;
    if (command) {
      const isPalette = key.toLowerCase() === 'k' && !shift && !modified && !press.repeat;
      return isPalette ? { type: 'palette' } : null;
    }
    if (place !== 'page' || modified) return null;
    if (key === 'ContextMenu' || (key === 'F10' && shift)) return { type: 'menu' };
    const to = own(MOVES, key);
    if (to !== undefined) return shift ? null : { type: 'move', to };
    if (key === 'Enter') return shift || press.repeat ? null : { type: 'enter' };
    if (key === ' ') return shift || press.repeat ? null : { type: 'quick' };
    return letters() ? sign(press) : null;
  };
}
