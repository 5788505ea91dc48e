import { encodeBase64 } from '../../base64.ts';
import type { Definition, EntityDescription, ParsedMessage } from '../dialect.ts';
import { TYPE } from './datatypes.ts';
import { type Birth, describeDevice, describeMetric } from './describe.ts';
import type { Metric, Payload } from './payload.ts';
import { bdSeqOf, isDeathOf, payloadOfMessage } from './read.ts';
import { isGap, mayAsk, type Session, type Sessions, sessionOf } from './sessions.ts';
import { ROOT, readTopic, type SparkplugTopic, topicOf } from './topic.ts';
import { writePayload } from './write.ts';

const MAX_ENTITIES = 2_000;
const MAX_TEMPLATE_DEPTH = 3;
/** Metrics that steer the protocol itself. */
const OF_PROTOCOL = /^(?:bdSeq$|(?:Node|Device) Control\/)/;

/** Births define a node's or device's metrics; data that nobody can read asks for a birth. */
export function define(sessions: Sessions, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (!topic.startsWith(ROOT)) return [];
  const place = readTopic(topic);
  if (place === null) {
    const isHost = topic.startsWith(`${ROOT}STATE/`);
    return [rejected(isHost ? 'tells of a host application' : 'not a Sparkplug topic')];
  }
  // Written to nodes and devices by their masters: nothing is defined, and nothing to be guessed.
  if (place.verb === 'CMD') return [rejected('commands are not read')];
  const payload = payloadOfMessage(message);
  if (payload === null) return [rejected('the payload is not Sparkplug B (protobuf)')];
  const session = sessionOf(sessions, place);
  if (session === null) return [rejected('too many edge nodes')];
  switch (place.verb) {
    case 'BIRTH':
      return birth(session, place, payload, message.at);
    case 'DATA':
      return data(session, place, payload, message.at);
    case 'DEATH':
      return death(session, place, payload, message.at);
  }
}

function birth(
  session: Session,
  place: SparkplugTopic,
  payload: Payload,
  now: number,
): readonly Definition[] {
  const asks: Definition[] = [];
  if (place.device === null) {
    session.bdSeq = bdSeqOf(payload);
    session.seq = payload.seq;
    session.askedAt = null;
    session.aliases.clear();
  } else if (isGap(session, payload.seq)) asks.push(...ask(session, place, now));
  const aliases = payload.metrics.flatMap(({ alias }) => alias ?? []);
  session.aliases.set(place.device ?? '', new Set(aliases));
  const details: Birth = { place, bdSeq: session.bdSeq, timestamp: payload.timestamp };
  const entities: EntityDescription[] = [];
  const seen = new Set<string>();
  for (const metric of payload.metrics) {
    if (!isNamed(metric) || OF_PROTOCOL.test(metric.name)) continue;
    for (const entity of entitiesOf(details, metric, [], metric)) {
      if (seen.has(entity.uniqueId) || entities.length >= MAX_ENTITIES) continue;
      seen.add(entity.uniqueId);
      entities.push(entity);
    }
  }
  const device = describeDevice(place, payload.metrics);
  return [{ type: 'define', device, entities, complete: true }, ...asks];
}

const isNamed = (metric: Metric): metric is Metric & { readonly name: string } =>
  metric.name !== null && metric.name !== '';

/** The entities of a metric: one, or those of a template's members. */
function entitiesOf(
  birth: Birth,
  top: Metric & { readonly name: string },
  path: readonly string[],
  metric: Metric,
): readonly EntityDescription[] {
  if (metric.raw?.type !== 'template') {
    const entity = describeMetric(birth, top, path, metric);
    return entity === null ? [] : [entity];
  }
  const { isDefinition, metrics } = metric.raw.value;
  if (isDefinition || path.length >= MAX_TEMPLATE_DEPTH) return [];
  return metrics.flatMap((member) =>
    isNamed(member) ? entitiesOf(birth, top, [...path, member.name], member) : [],
  );
}

function data(
  session: Session,
  place: SparkplugTopic,
  payload: Payload,
  now: number,
): readonly Definition[] {
  const isLost = isGap(session, payload.seq);
  const aliases = session.aliases.get(place.device ?? '');
  const isKnown =
    aliases !== undefined &&
    payload.metrics.every(({ name, alias }) => name !== null || aliases.has(alias ?? ''));
  return isKnown && !isLost ? [] : ask(session, place, now);
}

/** A valid death ends the session's count; the entities read for themselves that they are dead. */
function death(
  session: Session,
  place: SparkplugTopic,
  payload: Payload,
  now: number,
): readonly Definition[] {
  if (place.device !== null) return isGap(session, payload.seq) ? ask(session, place, now) : [];
  if (isDeathOf(session.bdSeq, payload)) session.seq = null;
  return [];
}

/** Births are not retained: who comes late must ask for one (specification, chapter 5.4). */
function ask(
  session: Session,
  { group, node }: SparkplugTopic,
  now: number,
): readonly Definition[] {
  if (!mayAsk(session, now)) return [];
  const rebirth = {
    ...{ name: 'Node Control/Rebirth', alias: null, timestamp: now },
    ...{ datatype: TYPE.Boolean, value: true },
  };
  return [
    {
      type: 'publish',
      message: {
        topic: topicOf({ group, node, device: null }, 'CMD'),
        payload: '',
        payloadBase64: encodeBase64(writePayload(now, [rebirth])),
        qos: 0,
        retain: false,
      },
    },
  ];
}

const rejected = (reason: string): Definition => ({ type: 'rejected', reason });
