import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Entity, State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { bindingOf, type Words } from './binding.ts';
import { encodeFan, readFan } from './fan.ts';
import { readAction, readInput, readReceived, readTag } from './inputs.ts';
import { encodeLight } from './light-encode.ts';
import { readLight } from './light-read.ts';
import { encodePower, readPower } from './power.ts';
import { readSensor } from './sensor.ts';
import { encodeShutter, readShutter } from './shutter.ts';
import { readZigbee } from './zigbee.ts';

const UNBOUND = 'the entity is bound to nothing';

/** What a message says about one of our entities. */
export function readTasmota(
  entity: Entity,
  message: ParsedMessage,
  before: State,
): readonly Report[] {
  const binding = bindingOf(entity);
  if (binding === null) return [{ type: 'rejected', reason: UNBOUND }];
  if (entity.source.availability?.topics.includes(message.topic)) {
    return [readPresence(binding.words, message)];
  }
  switch (binding.role) {
    case 'power':
      return readPower(binding, message);
    case 'light':
      return readLight(binding, message, before);
    case 'shutter':
      return readShutter(binding, message, before);
    case 'fan':
      return readFan(message);
    case 'input':
      return readInput(binding, message);
    case 'action':
      return readAction(binding, message);
    case 'sensor':
      return readSensor(binding, message, before);
    case 'received':
      return readReceived(binding, message);
    case 'tag':
      return readTag(binding, message);
    case 'zigbee':
    case 'zigbee-action':
      return readZigbee(binding, message);
  }
}

function readPresence({ online, offline }: Words, message: ParsedMessage): Report {
  const text = message.text()?.trim() ?? '';
  const { topic } = message;
  if (text === online) return { type: 'availability', topic, online: true };
  if (text === offline) return { type: 'availability', topic, online: false };
  const folded = text.toLowerCase();
  if (folded === 'online' || folded === 'offline') {
    return { type: 'availability', topic, online: folded === 'online' };
  }
  return { type: 'rejected', reason: 'the last will is neither online nor offline' };
}

/** The messages that carry out a command for one of our entities. */
export function encodeTasmota(entity: Entity, command: Command, before: State): Encoded {
  const binding = bindingOf(entity);
  switch (binding?.role) {
    case 'power':
      return encodePower(binding, command, before);
    case 'light':
      return encodeLight(binding, entity.capabilities, command, before);
    case 'shutter':
      return encodeShutter(binding, command, before);
    case 'fan':
      return encodeFan(binding, command, before);
    default:
      return unsupported(command.command);
  }
}
