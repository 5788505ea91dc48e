import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import type { Definition, Dialect, ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { NAME } from './describe.ts';
import { defineCodes, defineGateway } from './gateway.ts';
import { defineHeard, isHeard } from './heard.ts';
import type { Memory } from './memory.ts';
import { CODES, type Place, placeOf } from './place.ts';
import { bindingOf, readGateway } from './read.ts';
import { recallEntity } from './recall.ts';

/** OpenMQTTGateway and Theengs Gateway where they do not announce their devices (conventions §7.2). */
export const openMqttGateway: Dialect<Memory> = {
  name: NAME,
  infers: true,
  announces: ['+/+/BTtoMQTT/+', '+/+/SYStoMQTT', '+/+/433toMQTT'],
  start: () => ({ things: new Map() }),
  recall(memory, entities) {
    for (const entity of entities) recallEntity(memory, entity);
  },
  define(memory, message) {
    const place = placeOf(message.topic);
    if (place === null) return [];
    return definitionsOf(memory, place, message);
  },
  read: readGateway,
  encode: (entity: Entity, command: Command): Encoded => {
    const [topic] = entity.source.commandTopics;
    if (bindingOf(entity)?.role !== 'restart' || topic === undefined)
      return unsupported(command.command);
    const message = { topic, payload: '{"cmd":"restart"}', qos: 0, retain: false } as const;
    return { ok: true, messages: [message], target: {} };
  },
};

function definitionsOf(
  memory: Memory,
  place: Place,
  message: ParsedMessage,
): readonly Definition[] {
  const json = message.json();
  const fields = isObject(json) ? json : null;
  const { module } = place;
  if (isHeard(module, fields)) {
    return defineHeard(memory, place, fields, message);
  }
  if (CODES.has(module)) return defineCodes(memory, place);
  if (fields === null) return [{ type: 'rejected', reason: 'the message is no JSON object' }];
  return defineGateway(memory, place, fields, message.topic);
}
