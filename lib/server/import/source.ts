import type { ForeignReading } from '../../domain/import/foreign.ts';
import type { Faults } from './faults.ts';

/** A place in a source to go on from, as plain JSON. */
export type Place = Readonly<Record<string, string | number | null>>;

/** Some readings, and how far the source is read once they are stored. */
export type Piece = {
  readonly readings: readonly ForeignReading[];
  readonly place: Place;
  /** Of `size`. */
  readonly done: number;
};

/** What is brought in. A piece never ends between two readings of one series and moment. */
export type Source = {
  readonly kind: 'home-assistant' | 'influx' | 'csv' | 'ndjson';
  /** What tells it from any other, and from itself with other contents. */
  readonly fingerprint: string;
  /** Bytes or rows; for the progress. */
  readonly size: number;
  /** Reads on from a place; null: from the begin. What cannot be understood is counted in `faults`. */
  pieces(from: Place | null, faults: Faults): AsyncGenerator<Piece, void>;
  close(): void;
};

/** A source, or a file, that cannot be read: in words for whoever asked for it. */
export class SourceError extends Error {}

/** Readings in a piece, about. */
export const PIECE = 10_000;
