import { isRefused, unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import { describedDevice, describedEntity } from '../describing.ts';
import type { Definition, Dialect, EntityDescription, ParsedMessage, Report } from '../dialect.ts';
import { CONTROLS } from './controls.ts';
import { capabilitiesOf, encodeLight, isColor, isLevel, readLight } from './light.ts';
import { integerIn, scanTags, type Tags } from './tags.ts';

const DIALECT = 'wled';
const MAX_DEVICES = 2_000;

/** What is known of one device: which of its topics have spoken, and what its state told. */
type Sighting = {
  hasLevel: boolean;
  hasColor: boolean;
  hasState: boolean;
  hasWhite: boolean;
  name: string | null;
};
type Notebook = { readonly sightings: Map<string, Sighting> };

/**
 * WLED (conventions §7.1): known by its XML state on `<topic>/v`, or by a brightness on `/g`
 * together with a colour on `/c`.
 */
export const wled: Dialect<Notebook> = {
  name: DIALECT,
  infers: false,
  announces: ['+/+/v'],
  start: () => ({ sightings: new Map() }),
  recall(memory, entities) {
    for (const { source } of entities) {
      const { topic, white, name, part } = source.binding;
      if (typeof topic !== 'string') continue;
      const sighting = memory.sightings.get(topic) ?? sight(memory, topic);
      if (sighting === null) continue;
      sighting.hasWhite ||= white === true;
      sighting.hasState ||= part !== 'light';
      if (typeof name === 'string') sighting.name = name;
    }
  },
  define,
  read,
  encode(entity, command, before) {
    const { topic, part, white } = entity.source.binding;
    if (typeof topic !== 'string') return unsupported(command.command);
    if (part === 'light') return encodeLight(topic, command, white === true, before);
    const change = CONTROLS.find(({ key }) => key === part)?.change(command, before);
    if (change === undefined) return unsupported(command.command);
    if (isRefused(change)) return change;
    const payload = JSON.stringify(change.state);
    return {
      ok: true,
      messages: [{ topic: `${topic}/api`, payload, qos: 1, retain: false }],
      target: change.target,
    };
  },
};

function sight({ sightings }: Notebook, topic: string): Sighting | null {
  const known = sightings.get(topic);
  if (known !== undefined) return known;
  if (sightings.size >= MAX_DEVICES) return null;
  const sighting = {
    ...{ hasLevel: false, hasColor: false, hasState: false, hasWhite: false },
    name: null,
  };
  sightings.set(topic, sighting);
  return sighting;
}

function define(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic: full } = message;
  const topic = full.slice(0, -2);
  if (topic === '' || full.charCodeAt(full.length - 2) !== 0x2f) return [];
  switch (full.charAt(full.length - 1)) {
    case 'v': {
      const tags = scanTags(message.text() ?? '');
      const isState = tags !== null && integerIn(tags, 'ac') !== null;
      const sighting = isState ? sight(memory, topic) : null;
      if (sighting === null || tags === null) return [];
      note(sighting, tags);
      return [described(topic, sighting, tags)];
    }
    case 'g':
    case 'c': {
      const text = message.text()?.trim() ?? '';
      const isColour = full.endsWith('c');
      if (!(isColour ? isColor(text) : isLevel(text))) return [];
      const sighting = sight(memory, topic);
      if (sighting === null) return [];
      const isNews = isColour ? !sighting.hasColor : !sighting.hasLevel;
      const isWhite = isColour && text.length === 9 && !sighting.hasWhite;
      if (isColour) sighting.hasColor = true;
      else sighting.hasLevel = true;
      sighting.hasWhite ||= isWhite;
      const isPair = sighting.hasColor && sighting.hasLevel;
      if (!(isPair && isNews && !sighting.hasState) && !(isWhite && (isPair || sighting.hasState)))
        return [];
      return [described(topic, sighting, null)];
    }
    default:
      return [];
  }
}

function note(sighting: Sighting, tags: Tags): void {
  sighting.hasState = true;
  const white = integerIn(tags, 'wv');
  if (white !== null && white >= 0) sighting.hasWhite = true;
  // Somebody else plays on it just now.
  const name = tags
    .get('ds')?.[0]
    ?.replace(/ \(live\)$/, '')
    .trim();
  if (name) sighting.name = name;
}

function described(topic: string, { hasWhite, name }: Sighting, tags: Tags | null): Definition {
  const entity = (
    part: string,
    stateTopics: readonly string[],
    {
      kind,
      name: label,
      category,
      capabilities,
    }: Pick<EntityDescription, 'kind' | 'name' | 'category' | 'capabilities'>,
    commandTopics: readonly string[],
  ) =>
    describedEntity({
      uniqueId: part === 'light' ? topic : `${topic}/${part}`,
      ...{ kind, name: label, category, capabilities },
      source: {
        dialect: DIALECT,
        definedBy: `${topic}/v`,
        ...{ stateTopics, commandTopics },
        availability: { mode: 'latest', topics: [`${topic}/status`], untilHeard: true },
        binding: {
          ...{ topic, part },
          ...(part === 'light' && hasWhite ? { white: true } : {}),
          ...(part === 'light' && name !== null ? { name } : {}),
        },
      },
    });
  const light = entity(
    'light',
    [`${topic}/v`, `${topic}/c`, `${topic}/g`],
    { kind: 'light', name: null, category: null, capabilities: capabilitiesOf(hasWhite) },
    [topic, `${topic}/col`, `${topic}/api`],
  );
  const controls = CONTROLS.filter((control) => tags !== null && control.read(tags) !== null);
  return {
    type: 'define',
    device: describedDevice({
      name: name ?? topic.slice(topic.lastIndexOf('/') + 1),
      manufacturer: 'WLED',
      identifiers: [`wled:${topic}`],
    }),
    entities: [
      light,
      ...controls.map((control) => entity(control.key, [`${topic}/v`], control, [`${topic}/api`])),
    ],
    complete: false,
    whole: true,
  };
}

function read(
  entity: Entity,
  message: ParsedMessage,
  before: Parameters<Dialect['read']>[2],
): readonly Report[] {
  const { binding, availability } = entity.source;
  if (availability?.topics.includes(message.topic)) {
    const word = message.text()?.trim();
    return word === 'online' || word === 'offline'
      ? [{ type: 'availability', topic: message.topic, online: word === 'online' }]
      : [{ type: 'rejected', reason: 'the status is neither online nor offline' }];
  }
  if (binding['part'] === 'light') {
    const values = readLight(message, binding['white'] === true, before);
    if (typeof values === 'string') return [{ type: 'rejected', reason: values }];
    return Object.entries(values).map(([property, value]) => ({
      ...{ type: 'state', property, value, at: message.at },
    }));
  }
  const control = CONTROLS.find(({ key }) => key === binding['part']);
  const tags = scanTags(message.text() ?? '');
  if (tags === null) return [{ type: 'rejected', reason: 'this is no state of WLED' }];
  const told = control?.read(tags);
  return told ? [{ type: 'state', property: told[0], value: told[1], at: message.at }] : [];
}
