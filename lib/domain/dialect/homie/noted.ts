import type { Definition } from '../dialect.ts';

/** The message was ours and defines nothing by itself: nobody else need guess at it. */
export const noted: Definition = { type: 'define', device: null, entities: [], complete: false };
