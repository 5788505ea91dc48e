import type { Dialect } from '../dialect.ts';
import { define } from './define.ts';
import { DIALECT } from './describe.ts';
import { encode } from './encode.ts';
import { read } from './read.ts';
import { recallSessions, type Sessions } from './sessions.ts';

/**
 * Sparkplug B (specification 3.0): edge nodes and their devices, born with all their metrics.
 * Controls only for metrics that say they may be written.
 */
export const sparkplug: Dialect = {
  name: DIALECT,
  infers: false,
  announces: ['spBv1.0/+/NBIRTH/+', 'spBv1.0/+/DBIRTH/+/+'],
  start: (): Sessions => new Map(),
  recall: (sessions, entities) => recallSessions(sessions as Sessions, entities),
  define: (sessions, message) => define(sessions as Sessions, message),
  read,
  encode,
};
