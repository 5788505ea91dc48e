import type { ParsedMessage } from '../dialect.ts';
import { oncePerMessage } from '../once.ts';
import { isObject } from '../safe-json.ts';
import type { Fields } from './part.ts';

/** More components than any device has; the rest of a message is not looked at. */
const MAX_COMPONENTS = 256;
const MAX_EVENTS = 64;
const STATUS = '/status/';
const EVENTS = '/events/rpc';
/** Answers to the questions that the product asks arrive below it. */
const REPLIES = 'inglenook/';

export const eventsTopic = (prefix: string) => `${prefix}${EVENTS}`;
export const statusTopic = (prefix: string, component: string) => `${prefix}${STATUS}${component}`;
export const onlineTopic = (prefix: string) => `${prefix}/online`;
export const requestTopic = (prefix: string) => `${prefix}/rpc`;
/** Who asks, as a request names it: the device answers at `<src>/rpc`. */
export const asker = (prefix: string) => `${REPLIES}${prefix}`;
export const replyTopic = (prefix: string) => `${asker(prefix)}/rpc`;

/** Something that happened to a component. */
export type Occurrence = {
  readonly component: string;
  readonly event: string;
  readonly fields: Fields;
};

/** A message of a device, whichever of its topics it came on. */
export type Frame = {
  readonly prefix: string;
  /** The device's id, where the message tells. */
  readonly source: string | null;
  /** Each component that it names is said whole. */
  readonly full: boolean;
  /** Epoch ms. */
  readonly at: number;
  readonly components: Fields;
  readonly events: readonly Occurrence[];
};

/** What kind of Shelly topic it may be, by its form alone; null: none, and nothing was parsed. */
export function formOf(
  topic: string,
): { readonly type: 'events' | 'reply' | 'status'; readonly prefix: string } | null {
  if (topic.endsWith(EVENTS)) return { type: 'events', prefix: topic.slice(0, -EVENTS.length) };
  if (topic.startsWith(REPLIES) && topic.endsWith('/rpc')) {
    return { type: 'reply', prefix: topic.slice(REPLIES.length, -'/rpc'.length) };
  }
  const status = topic.lastIndexOf(STATUS);
  if (status > 0 && !topic.includes('/', status + STATUS.length)) {
    return { type: 'status', prefix: topic.slice(0, status) };
  }
  return null;
}

/**
 * The message as the device meant it; null if it is none of a Shelly, or a reply without a status.
 */
export const frameOf = oncePerMessage((message: ParsedMessage): Frame | null => {
  const form = formOf(message.topic);
  if (form === null || form.prefix === '') return null;
  const json = message.json();
  if (!isObject(json)) return null;
  const { prefix } = form;
  const base = { prefix, source: null, full: true, at: message.at, events: [] };
  switch (form.type) {
    case 'status': {
      const component = message.topic.slice(prefix.length + STATUS.length);
      return { ...base, components: { [component]: json } };
    }
    case 'reply': {
      const result = json['result'];
      return isObject(result) ? { ...base, source: sourceOf(json), components: result } : null;
    }
    case 'events':
      return notification(prefix, json, message.at);
  }
});

/** A JSON-RPC notification (Shelly API, RPC Protocol). */
function notification(prefix: string, json: Fields, arrival: number): Frame | null {
  const { method, params } = json;
  const source = sourceOf(json);
  if (source === null || !isObject(params)) return null;
  const ts = params['ts'];
  const base = {
    prefix,
    source,
    at: typeof ts === 'number' && ts > 0 ? Math.round(ts * 1000) : arrival,
    components: {},
    events: [],
  };
  switch (method) {
    case 'NotifyFullStatus':
      return { ...base, full: true, components: params };
    case 'NotifyStatus':
      return { ...base, full: false, components: params };
    case 'NotifyEvent':
      return { ...base, full: false, events: eventsOf(params['events']) };
    default:
      return null;
  }
}

function eventsOf(list: unknown): readonly Occurrence[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MAX_EVENTS).flatMap((fields: unknown) => {
    if (!isObject(fields)) return [];
    const { component, event } = fields;
    return typeof component === 'string' && typeof event === 'string' && event !== ''
      ? [{ component, event, fields }]
      : [];
  });
}

const sourceOf = ({ src }: Fields): string | null =>
  typeof src === 'string' && src !== '' && src.length <= 128 ? src : null;

/** The components of a frame with their statuses. */
export const statusesOf = ({ components }: Frame): readonly (readonly [string, Fields])[] =>
  Object.keys(components)
    .slice(0, MAX_COMPONENTS)
    .flatMap((name) => {
      const status = components[name];
      return isObject(status) ? [[name, status] as const] : [];
    });
