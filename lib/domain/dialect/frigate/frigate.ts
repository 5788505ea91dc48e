import { onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { isRefused, unsupported } from '../../command/refused.ts';
import type { Entity, State, Value } from '../../entity/entity.ts';
import type { Dialect, ParsedMessage, Report } from '../dialect.ts';
import { define } from './define.ts';
import { DIALECT } from './describe.ts';
import { emptyNotebook, type Notebook } from './notebook.ts';
import { figureAt } from './stats.ts';
import { streamItem } from './stream.ts';

/**
 * The video recorder Frigate (conventions §7.4): cameras, zones, counts of objects, settings.
 * Known by its prefix `frigate`, or by what it says.
 */
export const frigate: Dialect<Notebook> = {
  name: DIALECT,
  infers: false,
  announces: ['frigate/+/+/state', 'frigate/stats'],
  start: emptyNotebook,
  recall({ prefixes }, entities) {
    for (const { source } of entities) {
      const { prefix } = source.binding;
      if (typeof prefix === 'string') prefixes.add(prefix);
    }
  },
  define,
  read(entity, message) {
    if (entity.source.availability?.topics.includes(message.topic)) return [available(message)];
    const state = (property: string, value: Value): Report => ({
      ...{ type: 'state', property, value, at: message.at },
    });
    if (entity.source.binding['as'] === 'stream') {
      const item = streamItem(message);
      // A retained event is long over (conventions §0, rule 4).
      if (item === null || message.retain || item.camera !== entity.source.binding['camera']) {
        return [];
      }
      const details = Object.entries(item.details).map(([key, value]) => state(key, value));
      return [...details, state('event_type', item.type)];
    }
    const value = valueIn(entity, message);
    if (value === undefined) return [{ type: 'rejected', reason: 'not what Frigate says here' }];
    return [state(PROPERTY[entity.kind] ?? 'value', value)];
  },
  encode,
};

const PROPERTY: Readonly<Record<string, string>> = {
  switch: 'on',
  binary_sensor: 'on',
  camera: 'updated',
};
const NUMBER = /^-?\d{1,12}(\.\d{1,12})?$/;

/** The value in a message; undefined if there is none. */
function valueIn({ source: { binding } }: Entity, message: ParsedMessage): Value | undefined {
  switch (binding['as']) {
    case 'image':
      // The bytes are not looked at here, only that they are a JPEG (conventions §11).
      return message.payload[0] === 0xff && message.payload[1] === 0xd8 ? message.at : undefined;
    case 'figure': {
      const path = Array.isArray(binding['path']) ? binding['path'].map(String) : [];
      return figureAt(message.json(), path);
    }
    default: {
      const text = message.text()?.trim() ?? '';
      return textValue(binding['as'], text);
    }
  }
}

function textValue(as: unknown, text: string): Value | undefined {
  switch (as) {
    case 'switch':
    case 'onoff':
      return text === 'ON' || text === 'OFF' ? text === 'ON' : undefined;
    case 'status':
      if (text !== 'online' && text !== 'offline' && text !== 'disabled') return undefined;
      return text === 'online';
    case 'number':
      return NUMBER.test(text) ? Number(text) : undefined;
    case 'word':
      return text === '' ? undefined : text;
    default:
      return undefined;
  }
}

/** `online`, `offline` (the last will) or `stopped`. */
function available(message: ParsedMessage): Report {
  const word = message.text()?.trim();
  return word === 'online' || word === 'offline' || word === 'stopped'
    ? { type: 'availability', topic: message.topic, online: word === 'online' }
    : { type: 'rejected', reason: 'Frigate is online, offline or stopped' };
}

function encode(entity: Entity, command: Command, before: State): Encoded {
  const [topic] = entity.source.commandTopics;
  if (topic === undefined) return unsupported(command.command);
  const say = (payload: string, target: State): Encoded => ({
    ok: true,
    messages: [{ topic, payload, qos: 1, retain: false }],
    target,
  });
  switch (entity.kind) {
    case 'switch': {
      const wish = onOffCommand(command, before);
      return isRefused(wish) ? wish : say(wish.on ? 'ON' : 'OFF', { on: wish.on });
    }
    case 'number': {
      if (command.command !== 'set') return unsupported(command.command);
      const value = Math.round(Number(command['value']));
      return say(String(value), { value });
    }
    case 'select': {
      if (command.command !== 'select') return unsupported(command.command);
      const option = String(command['option']);
      return say(option, { value: option });
    }
    case 'button':
      return command.command === 'press' ? say('', {}) : unsupported(command.command);
    default:
      return unsupported(command.command);
  }
}
