import type { State } from '../../../entity/entity.ts';

/**
 * What a single button does to a cover or valve, by Home Assistant's rule: stop what moves, if it
 * can be stopped; else the other way.
 */
export function toggled(
  { state, position }: State,
  commands: readonly string[],
): 'open' | 'close' | 'stop' {
  const isMoving = state === 'opening' || state === 'closing';
  if (isMoving && commands.includes('stop')) return 'stop';
  if (state === 'closed' || state === 'closing') return 'open';
  if (state === 'opening' || state === 'open') return 'close';
  return position === 0 ? 'open' : 'close';
}
