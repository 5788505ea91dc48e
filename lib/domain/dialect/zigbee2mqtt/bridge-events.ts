import type { ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { textOf } from './expose.ts';

/** What happens in the network, for whoever takes a new device in. */
export type BridgeEvent = {
  readonly base: string;
  /** The device's address, `0x…`. */
  readonly address: string;
  readonly friendlyName: string;
} & (
  | { readonly type: 'device_joined' | 'device_announce' | 'device_leave' }
  | {
      readonly type: 'device_interview';
      readonly status: 'started' | 'successful' | 'failed';
      /** null until the interview is over. */
      readonly supported: boolean | null;
      readonly vendor: string | null;
      readonly model: string | null;
      readonly description: string | null;
    }
);

const EVENT = '/bridge/event';
const STATUSES = ['started', 'successful', 'failed'] as const;

/** The filter that brings the events of a bridge. */
export const eventsOf = (base: string): string => `${base}${EVENT}`;

/** Reads a message of `<base>/bridge/event`; null if it is none, or of a type that does not matter here. */
export function readBridgeEvent(message: ParsedMessage): BridgeEvent | null {
  const { topic } = message;
  if (!topic.endsWith(EVENT) || topic.length === EVENT.length) return null;
  const json = message.json();
  const data = isObject(json) ? json['data'] : null;
  if (!isObject(json) || !isObject(data)) return null;
  const address = textOf(data['ieee_address']);
  if (address === null) return null;
  const about = {
    base: topic.slice(0, -EVENT.length),
    address,
    friendlyName: textOf(data['friendly_name']) ?? address,
  };
  switch (json['type']) {
    case 'device_joined':
    case 'device_announce':
    case 'device_leave':
      return { ...about, type: json['type'] };
    case 'device_interview': {
      const status = STATUSES.find((one) => one === data['status']);
      if (status === undefined) return null;
      const definition = isObject(data['definition']) ? data['definition'] : {};
      return {
        ...about,
        type: 'device_interview',
        status,
        supported: typeof data['supported'] === 'boolean' ? data['supported'] : null,
        vendor: textOf(definition['vendor']),
        model: textOf(definition['model']),
        description: textOf(definition['description']),
      };
    }
    default:
      return null;
  }
}
