import { describedEntity } from '../describing.ts';
import type { Definition, EntityDescription, ParsedMessage } from '../dialect.ts';
import { availabilityOf, DIALECT, deviceOf, entityOf, restart } from './describe.ts';
import type { Notebook } from './notebook.ts';
import { type Place, placeOf, prefixByContent } from './place.ts';
import { figuresOf, versionIn } from './stats.ts';
import { STREAM_TYPES, streamItem } from './stream.ts';
import { thingAt } from './things.ts';

const MAX_PREFIXES = 16;
const MAX_WAITING = 1_000;

/** The message is Frigate's and shows nothing: nobody else need guess at it. */
const NOTHING_TO_SHOW: Extract<Definition, { type: 'define' }> = {
  type: 'define',
  device: null,
  entities: [],
  complete: false,
};

/** Cameras, zones and what they report, each with the first message that speaks of it. */
export function define(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  const known = prefixOf(memory, topic);
  if (known !== null) return definedAt(memory, known, message);
  const prefix = prefixByContent(message) ?? wait(memory, message);
  if (prefix === null) return [];
  if (memory.prefixes.size >= MAX_PREFIXES) return [];
  memory.prefixes.add(prefix);
  return [...waitingBelow(memory, prefix, message), ...definedAt(memory, prefix, message)];
}

function prefixOf({ prefixes }: Notebook, topic: string): string | null {
  for (const prefix of prefixes) {
    if (topic.length > prefix.length && topic.charCodeAt(prefix.length) === 0x2f) {
      if (topic.startsWith(prefix)) return prefix;
    }
  }
  return null;
}

const FEATURE =
  /^(.+)\/[^/]+\/(?:detect|recordings|snapshots|motion|audio|enabled|birdseye)\/state$/;
/** Features of one camera, and a last will, that nobody else has together. */
const TELLING = ['detect', 'recordings', 'snapshots'] as const;

/**
 * Remembers `<camera>/detect/state` and the like: the next message may tell that it is Frigate's. A
 * camera that can detect, record and take snapshots, below a last will, tells so by itself; then its
 * prefix is returned.
 */
function wait({ waiting }: Notebook, message: ParsedMessage): string | null {
  const { topic } = message;
  const prefix = FEATURE.exec(topic)?.[1] ?? null;
  const isWill = topic.endsWith('/available');
  if ((prefix === null && !isWill) || waiting.size >= MAX_WAITING) return null;
  const payload = message.text()?.trim() ?? '';
  const words = isWill ? ['online', 'offline', 'stopped'] : ['ON', 'OFF'];
  if (!words.includes(payload)) return null;
  waiting.set(topic, { payload });
  if (prefix === null || !waiting.has(`${prefix}/available`)) return null;
  const camera = topic.slice(0, topic.lastIndexOf('/', topic.length - '/state'.length - 1));
  return TELLING.every((feature) => waiting.has(`${camera}/${feature}/state`)) ? prefix : null;
}

function waitingBelow(memory: Notebook, prefix: string, message: ParsedMessage) {
  const below = [...memory.waiting].filter(
    ([topic]) => topic.startsWith(`${prefix}/`) && topic !== message.topic,
  );
  memory.waiting.delete(message.topic);
  return below.flatMap(([topic, { payload }]) => {
    memory.waiting.delete(topic);
    return definedAt(memory, prefix, { ...message, topic, text: () => payload });
  });
}

function definedAt(
  memory: Notebook,
  prefix: string,
  message: ParsedMessage,
): readonly Definition[] {
  const rest = message.topic.slice(prefix.length + 1);
  // It is kept for the cameras that are not known yet.
  if (rest === 'available') return [];
  // Empty: a camera was taken out, or nothing is retained there any more.
  if (message.payload.length === 0) return [NOTHING_TO_SHOW];
  const place = placeOf(rest);
  switch (place.type) {
    case 'other':
      return [NOTHING_TO_SHOW];
    case 'stats':
      return fromStats(memory, prefix, message);
    case 'stream':
      return fromStream(memory, prefix, place, message);
    default: {
      const thing = thingAt(place, rest, prefix, message);
      if (thing === null) return [NOTHING_TO_SHOW];
      const device = deviceOf(memory, prefix, place.camera);
      return [{ ...NOTHING_TO_SHOW, device, entities: [entityOf(prefix, rest, thing)] }];
    }
  }
}

function fromStats(
  memory: Notebook,
  prefix: string,
  message: ParsedMessage,
): readonly Definition[] {
  const json = message.json();
  memory.version = versionIn(json) ?? memory.version;
  const byCamera = new Map<string | null, EntityDescription[]>();
  for (const { path, camera, name, unit, deviceClass } of figuresOf(json)) {
    const entity = describedEntity({
      uniqueId: `${message.topic}/${path.join('/')}`,
      ...{ kind: 'sensor', name, unit, deviceClass, stateClass: 'measurement' },
      category: 'diagnostic',
      source: {
        dialect: DIALECT,
        definedBy: message.topic,
        stateTopics: [message.topic],
        availability: availabilityOf(prefix),
        binding: { prefix, as: 'figure', path },
      },
    });
    const list = byCamera.get(camera);
    if (list === undefined) byCamera.set(camera, [entity]);
    else list.push(entity);
  }
  if (byCamera.has(null)) byCamera.get(null)!.push(restart(prefix));
  const definitions = [...byCamera].map(
    ([camera, entities]): Definition => ({
      ...NOTHING_TO_SHOW,
      device: deviceOf(memory, prefix, camera),
      entities,
    }),
  );
  return definitions.length > 0 ? definitions : [NOTHING_TO_SHOW];
}

/** Tracked objects and reviews: an occurrence of the camera, never an entity of its own. */
function fromStream(
  memory: Notebook,
  prefix: string,
  place: Extract<Place, { type: 'stream' }>,
  message: ParsedMessage,
): readonly Definition[] {
  const item = streamItem(message);
  if (item === null) return [NOTHING_TO_SHOW];
  const entity = describedEntity({
    uniqueId: `${message.topic}/${item.camera}`,
    kind: 'event',
    name: place.stream === 'events' ? 'Tracked object' : 'Review',
    deviceClass: 'motion',
    capabilities: { eventTypes: STREAM_TYPES },
    source: {
      dialect: DIALECT,
      definedBy: message.topic,
      stateTopics: [message.topic],
      availability: availabilityOf(prefix),
      binding: { prefix, as: 'stream', camera: item.camera },
    },
  });
  const device = deviceOf(memory, prefix, item.camera);
  return [{ ...NOTHING_TO_SHOW, device, entities: [entity] }];
}
