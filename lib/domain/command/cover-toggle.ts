import type { State } from '../entity/entity.ts';

/**
 * What `toggle` means for a cover or valve that has no such command itself: stop while it moves,
 * open what is closed, else close.
 */
export function coverToggle(before: State): 'open' | 'close' | 'stop' {
  switch (before['state']) {
    case 'opening':
    case 'closing':
      return 'stop';
    case 'closed':
      return 'open';
    default:
      return before['position'] === 0 ? 'open' : 'close';
  }
}
