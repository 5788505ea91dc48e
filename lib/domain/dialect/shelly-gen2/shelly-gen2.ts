import type { Command, Encoded } from '../../command/command.ts';
import { isRefused, unsupported } from '../../command/refused.ts';
import type { Entity, State, Value } from '../../entity/entity.ts';
import type { Dialect, ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { type ComponentName, componentOf } from './component-types.ts';
import { define } from './define.ts';
import { DIALECT } from './describe.ts';
import { asker, frameOf, requestTopic } from './frame.ts';
import { emptyNotebook, type Notebook, recall } from './notebook.ts';
import type { Part } from './part.ts';

/**
 * Shelly devices of the second generation and later: JSON-RPC notifications on
 * `<prefix>/events/rpc`, statuses on `<prefix>/status/<component>:<id>`, `<prefix>/online`, and
 * commands as JSON-RPC requests to `<prefix>/rpc` (conventions §5.1). A prefix is any topic.
 */
export const shellyGen2: Dialect<Notebook> = {
  name: DIALECT,
  infers: false,
  announces: ['+/events/rpc'],
  start: emptyNotebook,
  recall,
  define,
  read(entity, message, before) {
    if (entity.source.availability?.topics.includes(message.topic)) return [readOnline(message)];
    const opened = open(entity);
    if (opened === null) return [{ type: 'rejected', reason: 'this Shelly entity is broken' }];
    const frame = frameOf(message);
    if (frame === null) return [];
    const { component, part, prefix } = opened;
    if (frame.prefix !== prefix) return [];
    if (part.occurs) {
      // A retained event is long over (conventions §0, rule 4).
      if (message.retain) return [];
      return frame.events
        .filter((e) => e.component === component.name && part.occurs?.includes(e.event))
        .map(({ event }) => state('event_type', event, frame.at));
    }
    const status = frame.components[component.name];
    if (!isObject(status)) return [];
    const values = Object.entries(part.read(status, { full: frame.full, before }));
    const version = entity.source.binding['version'];
    if (part.kind === 'update' && typeof version === 'string') {
      values.unshift(['installed_version', version]);
    }
    return values.flatMap(([property, value]) =>
      value === undefined ? [] : [state(property, value, frame.at)],
    );
  },
  encode: (entity, command, before) => encode(entity, command, before),
};

const state = (property: string, value: Value, at: number): Report => ({
  type: 'state',
  property,
  value,
  at,
});

type OpenedEntity = {
  readonly prefix: string;
  readonly component: ComponentName;
  readonly part: Part;
};

/** What an entity's binding stands for. */
function open({ source: { binding } }: Entity): OpenedEntity | null {
  const { prefix, component: name, part: key } = binding;
  const component = typeof name === 'string' ? componentOf(name) : null;
  const part = component?.parts.find((candidate) => candidate.key === key);
  if (typeof prefix !== 'string' || !component || !part) return null;
  return { prefix, component, part };
}

function readOnline(message: ParsedMessage): Report {
  const word = message.text()?.trim();
  if (word === 'true' || word === 'false') {
    return { type: 'availability', topic: message.topic, online: word === 'true' };
  }
  return { type: 'rejected', reason: 'online is neither true nor false' };
}

/** A remote procedure call; its answer comes back to `<src>/rpc`, the new state as a notification. */
function encode(entity: Entity, command: Command, before: State): Encoded {
  const opened = open(entity);
  if (!opened?.part.call) return unsupported(command.command);
  const { prefix, component, part } = opened;
  const { capabilities } = entity;
  const call = part.call?.(command, { id: component.id ?? 0, capabilities, before });
  if (call === undefined || isRefused(call)) return call ?? unsupported(command.command);
  const { method, params, target } = call;
  const payload = JSON.stringify({ id: 1, src: asker(prefix), method, params });
  return {
    ok: true,
    messages: [{ topic: requestTopic(prefix), payload, qos: 1, retain: false }],
    target,
  };
}
