import type { ForeignReading } from '../../domain/import/foreign.ts';
import { PIECE, type Piece, type Place } from './source.ts';

/**
 * Gathers the readings of lines into pieces. A piece ends before a line of another time than the last, so
 * that readings of one moment stay together: an import knows a reading again by its moment.
 */
export function cutter(done: () => number) {
  let readings: ForeignReading[] = [];
  let place: Place | null = null;
  return {
    /**
     * Takes what a line says.
     * @param after the place after the line
     * @returns a piece that is full without this line
     */
    add(told: readonly ForeignReading[], after: Place): Piece | null {
      const full =
        place !== null &&
        readings.length >= PIECE &&
        told[0] !== undefined &&
        !isSame(told[0], readings.at(-1)!)
          ? { readings, place, done: done() }
          : null;
      if (full !== null) readings = [];
      for (const reading of told) readings.push(reading);
      place = after;
      return full;
    },

    /** The rest; null if nothing was added at all. */
    end: (): Piece | null => (place === null ? null : { readings, place, done: done() }),
  };
}

const isSame = (a: ForeignReading, b: ForeignReading): boolean =>
  a.at === b.at && a.entity.id === b.entity.id;
