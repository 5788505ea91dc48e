import type { Collected, Collector } from './collector.ts';
import { CLIENT_ID } from './presence.ts';

/** The name of a lone recorder's cursor. */
export const CURSOR_NAME = 'external';

/** What the product's own clients say to one another of readings; none is one. */
export const OWN_TALK = /^clients\/inglenook-recorder[^/]*\/(flush|flushed|marker|probe)$/;

/** A session at a broker, and under which name what comes through it is stored. */
export type Line = {
  readonly clientId: string;
  readonly cursorName: string;
  /** Keeps its packet ids apart from those of others. */
  readonly slot: number;
  readonly filters: readonly string[];
};

export const LONE: Line = {
  clientId: CLIENT_ID,
  cursorName: CURSOR_NAME,
  slot: 0,
  filters: ['#'],
};

/** What messages are handed to, and what is to be stored of them. */
export type Sorter = Pick<Collector, 'fold' | 'count' | 'readings' | 'hasNews' | 'isUrgent'> & {
  /** All that was taken in before the call. Rejects if that cannot be said, as when the recorder stops. */
  drain(): Collected | Promise<Collected>;
};
