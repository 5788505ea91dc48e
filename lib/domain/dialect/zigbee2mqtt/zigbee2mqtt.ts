import { invalid } from '../../command/refused.ts';
import type { Dialect } from '../dialect.ts';
import { define } from './define.ts';
import { formOf } from './forms.ts';
import { emptyMemory, type Memory, recall } from './memory.ts';
import { DIALECT } from './place.ts';
import { read } from './read.ts';

/** Zigbee2MQTT in its own words (conventions §2): a list of devices, of groups, and the bridge itself. */
export const zigbee2mqtt: Dialect<Memory> = {
  name: DIALECT,
  infers: false,
  announces: ['devices', 'groups', 'info'].flatMap((list) => [
    `+/bridge/${list}`,
    `+/+/bridge/${list}`,
  ]),
  start: emptyMemory,
  recall,
  define,
  read,
  encode(entity, command, before) {
    const form = formOf(entity.source.binding);
    if (form === null) return invalid('the binding of this entity is damaged');
    return form.encode(entity, command, before);
  },
};
