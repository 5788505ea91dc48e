import type { Definition } from './dialect.ts';

/** The message is the dialect's own and defines nothing by itself: nobody else need guess at it. */
export const noted: Definition = { type: 'define', device: null, entities: [], complete: false };

/** All that there is to say of such a message. */
export const NOTHING_NEW: readonly Definition[] = [noted];
