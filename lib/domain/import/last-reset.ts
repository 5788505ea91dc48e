import type { ForeignEntity, ForeignReading } from './foreign.ts';

/**
 * When a `total` began anew, told once for each time: only so can its increase be worked out.
 * @returns a function that takes a moment and the last reset known at it, both epoch ms
 */
export function lastResets(entity: ForeignEntity) {
  let last: number | null = null;
  return (at: number, reset: number): readonly ForeignReading[] => {
    if (entity.stateClass !== 'total' || reset === last || !(Math.abs(reset) <= 8.64e15)) return [];
    last = reset;
    return [{ entity, property: 'last_reset', at, value: new Date(reset).toISOString() }];
  };
}
