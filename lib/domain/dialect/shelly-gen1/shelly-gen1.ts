import { unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import type { Definition, Dialect, ParsedMessage, Report } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { isObject } from '../safe-json.ts';
import { DIALECT, describePart, describeShelly, isSleeper, ROOT } from './describe.ts';
import { keysOf } from './keys.ts';
import { emptyNotebook, factsOf, type Notebook, recall } from './notebook.ts';
import type { Part, Spoken } from './part.ts';
import { partOf } from './parts.ts';

const MAX_ID = 64;
const BULBS = /^(shellybulb-|shellycolorbulb-|SHBLB-|SHCB-)/i;

/**
 * Shelly devices of the first generation: bare values on `shellies/<id>/…`, commands on
 * `…/command` and `…/set` (conventions §5.2).
 */
export const shellyGen1: Dialect<Notebook> = {
  name: DIALECT,
  infers: false,
  announces: ['shellies/announce', 'shellies/+/announce'],
  start: emptyNotebook,
  recall,
  define,
  read(entity, message, before) {
    const { availability, binding } = entity.source;
    if (availability?.topics.includes(message.topic)) return [readOnline(message)];
    const { id, part: key } = binding;
    if (typeof id !== 'string' || typeof key !== 'string') return [broken];
    const part = partOf(key, binding['bulb'] === true);
    if (part === null) return [broken];
    const spoken = spokenBy(id, message);
    if (spoken === null) return [];
    const values = part.read(spoken, before);
    if (typeof values === 'string') return [{ type: 'rejected', reason: values }];
    return Object.entries(values).flatMap(([property, value]): Report[] =>
      value === undefined ? [] : [{ type: 'state', property, value, at: message.at }],
    );
  },
  encode(entity: Entity, command, before) {
    const { id, part: key, features } = entity.source.binding;
    const part =
      typeof key === 'string' ? partOf(key, entity.source.binding['bulb'] === true) : null;
    if (!part?.encode || typeof id !== 'string') return unsupported(command.command);
    return part.encode(command, {
      root: `${ROOT}${id}/`,
      capabilities: entity.capabilities,
      features: Array.isArray(features) ? features.filter((f) => typeof f === 'string') : [],
      before,
    });
  },
};

const broken: Report = { type: 'rejected', reason: 'this Shelly entity is broken' };

/** A message of this device; announcements of all come on one topic. */
function spokenBy(id: string, message: ParsedMessage): Spoken | null {
  const { topic } = message;
  if (topic === `${ROOT}announce`) {
    const json = message.json();
    return isObject(json) && json['id'] === id ? { path: 'announce', message } : null;
  }
  const own = `${ROOT}${id}/`;
  return topic.startsWith(own) ? { path: topic.slice(own.length), message } : null;
}

function define(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  if (!message.topic.startsWith(ROOT)) return [];
  const id = idOf(message);
  if (id === null) return [];
  const spoken = spokenBy(id, message);
  if (spoken === null || message.payload.length === 0) return [];
  const announced = spoken.path === 'announce' ? message.json() : undefined;
  // Later generations answer on the same topic, in their own words.
  if (spoken.path === 'announce' && (!isObject(announced) || 'gen' in announced)) return [];
  const info = isObject(announced) ? announced : null;
  const parts = keysOf(spoken).flatMap((key) => partOf(key, false) ?? []);
  // `online` is kept for the entities that are not known yet; those of a sleeper do not ask for it.
  const isAwaited =
    spoken.path === 'online' && !isSleeper(id, memory.devices.get(id)?.model ?? null);
  // Some of its words show nothing (`temperature_f`).
  if (parts.length === 0) return !isAwaited && isOurs(memory, id) ? NOTHING_NEW : [];
  const facts = factsOf(memory, id, typeof info?.['mac'] === 'string' ? info['mac'] : null);
  if (facts === null) return [{ type: 'rejected', reason: 'too many Shelly devices' }];
  if (typeof info?.['model'] === 'string') facts.model = info['model'];
  if (typeof info?.['fw_ver'] === 'string') facts.version = info['fw_ver'];
  const isBulb = BULBS.test(id) || BULBS.test(facts.model ?? '');
  const entities = parts.flatMap((plain) => {
    const part = (isBulb ? partOf(plain.key, true) : null) ?? plain;
    return isToldBy(part, spoken) ? [describePart(memory, id, facts, part, spoken, isBulb)] : [];
  });
  if (entities.length === 0) return NOTHING_NEW;
  return [
    { type: 'define', device: describeShelly(id, facts), entities, complete: false, whole: true },
  ];
}

/** Bridges by script publish below `shellies/` too, for devices that are none. */
const isOurs = ({ devices }: Notebook, id: string): boolean =>
  devices.has(id) || /^(?:shelly|SH[A-Z0-9]{2,5}-)/i.test(id);

/** The id in the topic, or in an announcement to all. */
function idOf(message: ParsedMessage): string | null {
  const { topic } = message;
  const end = topic.indexOf('/', ROOT.length);
  if (end > ROOT.length) {
    const id = topic.slice(ROOT.length, end);
    return id.length <= MAX_ID ? id : null;
  }
  if (topic !== `${ROOT}announce`) return null;
  const json = message.json();
  const id = isObject(json) ? json['id'] : null;
  const isId = typeof id === 'string' && id !== '' && id.length <= MAX_ID;
  return isId && !/[/+#\0]/.test(id) ? id : null;
}

/** Does the message really tell something of the part? A button has nothing to tell. */
function isToldBy(part: Part, spoken: Spoken): boolean {
  if (part.listens.length === 0) return true;
  const values = part.read(spoken, {});
  return typeof values === 'object' && Object.keys(values).length > 0;
}

function readOnline(message: ParsedMessage): Report {
  const word = message.text()?.trim();
  if (word === 'true' || word === 'false') {
    return { type: 'availability', topic: message.topic, online: word === 'true' };
  }
  return { type: 'rejected', reason: 'online is neither true nor false' };
}
