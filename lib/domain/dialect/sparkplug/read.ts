import type { Entity } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { bindingOf, type MetricBinding } from './binding.ts';
import { TYPE } from './datatypes.ts';
import { property } from './describe.ts';
import { type Metric, type Payload, readPayload } from './payload.ts';
import { readTopic } from './topic.ts';
import { typedValue } from './values.ts';

const MAX_PAYLOAD = 4 * 1024 * 1024;
/** Quality codes that say the value is not to be trusted: bad and stale (chapter 6.4.12). */
const BAD = new Set([0n, 500n]);

/** A payload with its metrics by name and by alias. */
type Indexed = {
  readonly payload: Payload;
  readonly byName: ReadonlyMap<string, Metric>;
  readonly byAlias: ReadonlyMap<string, Metric>;
};

/** One message is read by every entity of its device, but decoded once. */
const decoded = new WeakMap<ParsedMessage, Indexed | null>();

function indexed(message: ParsedMessage): Indexed | null {
  const known = decoded.get(message);
  if (known !== undefined) return known;
  const payload = message.payload.length > MAX_PAYLOAD ? null : readPayload(message.payload);
  const result =
    payload === null
      ? null
      : {
          payload,
          byName: new Map(payload.metrics.map((metric) => [metric.name ?? '', metric])),
          byAlias: new Map(payload.metrics.map((metric) => [metric.alias ?? '', metric])),
        };
  decoded.set(message, result);
  return result;
}

/** The payload of a message; null if it is not Sparkplug B. */
export const payloadOfMessage = (message: ParsedMessage): Payload | null =>
  indexed(message)?.payload ?? null;

/** What a birth, data or death says about one metric. */
export function read(entity: Entity, message: ParsedMessage): readonly Report[] {
  const binding = bindingOf(entity);
  const place = readTopic(message.topic);
  if (binding === null || place === null) return [rejected('the entity is bound to nothing')];
  const content = indexed(message);
  if (content === null) return [rejected('the payload is not Sparkplug B (protobuf)')];
  const { payload } = content;
  const availability = (online: boolean): Report => ({
    ...{ type: 'availability', topic: message.topic, online },
  });
  switch (place.verb) {
    case 'BIRTH':
      return [availability(true), ...value(binding, content, message)];
    case 'DATA':
      // Aliases of an older session may mean other metrics.
      return isOlder(payload, binding) ? [] : value(binding, content, message);
    case 'DEATH':
      if (place.device === null && !isDeathOf(binding.bdSeq, payload))
        return [rejected('the death of an older session')];
      return [availability(false)];
    case 'CMD':
      return [];
  }
}

const isOlder = ({ timestamp }: Payload, { bornAt }: MetricBinding): boolean =>
  timestamp !== null && bornAt !== null && timestamp < bornAt;

/** The bdSeq metric of a node's birth or death. */
export function bdSeqOf({ metrics }: Payload): string | null {
  const raw = metrics.find(({ name }) => name === 'bdSeq')?.raw;
  return raw?.type === 'integer' ? String(raw.value) : null;
}

/** Does a node's death end the session of this birth? Unknown numbers are taken for equal. */
export function isDeathOf(born: string | null, payload: Payload): boolean {
  const died = bdSeqOf(payload);
  return born === null || died === null || born === died;
}

function value(
  binding: MetricBinding,
  { payload, byName, byAlias }: Indexed,
  message: ParsedMessage,
): readonly Report[] {
  const top =
    byName.get(binding.metric) ?? (binding.alias === null ? undefined : byAlias.get(binding.alias));
  const metric = top === undefined ? undefined : memberOf(top, binding.path);
  if (top === undefined || metric === undefined) return [];
  const name = binding.metric.slice(0, 80);
  // A metric may be found by an alias that another metric of this payload names itself with.
  if (top.name !== null && top.name !== '' && top.name !== binding.metric) return [];
  const isUnknown = metric.isNull || metric.raw === null || isBad(metric);
  const read = isUnknown ? null : typedValue(metric.raw, binding.datatype);
  if (read === undefined) return [rejected(`the value of ${name} does not fit its datatype`)];
  return [
    {
      type: 'state',
      property: isBoolean(binding) ? 'on' : 'value',
      value: read,
      at: metric.timestamp ?? top.timestamp ?? payload.timestamp ?? message.at,
      ...(top.isHistorical || metric.isHistorical ? { historical: true as const } : {}),
    },
  ];
}

const isBoolean = ({ datatype }: MetricBinding): boolean => datatype === TYPE.Boolean;

function memberOf(top: Metric, path: readonly string[]): Metric | undefined {
  let metric: Metric | undefined = top;
  for (const key of path) {
    if (metric?.raw?.type !== 'template') return undefined;
    metric = metric.raw.value.metrics.find(({ name }) => name === key);
  }
  return metric;
}

function isBad({ properties }: Metric): boolean {
  const quality = property(properties, 'quality');
  return quality?.type === 'integer' && BAD.has(quality.value);
}

const rejected = (reason: string): Report => ({ type: 'rejected', reason });
