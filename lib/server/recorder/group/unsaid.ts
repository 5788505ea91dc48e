import type { NewReading } from '../../db/history/batch.ts';

/**
 * Readings that may come through no line, until it can be said: a line stores what comes through it within `waitMs`.
 */
export function unsaidReadings(waitMs: number, monotonic = () => performance.now()) {
  const waiting = new Map<string, { readonly reading: NewReading; readonly since: number }>();
  return {
    add(reading: NewReading): void {
      const key = `${reading.entityId}\n${reading.property}`;
      if (!waiting.has(key)) waiting.set(key, { reading, since: monotonic() });
    },
    /** Those that have waited long enough; each is given once. */
    due(): readonly NewReading[] {
      const due: NewReading[] = [];
      for (const [key, { reading, since }] of waiting) {
        if (monotonic() - since < waitMs) break;
        waiting.delete(key);
        due.push(reading);
      }
      return due;
    },
  };
}
