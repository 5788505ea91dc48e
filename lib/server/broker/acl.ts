import { FULL_QUEUES_TOPIC } from '../../api/full-queues.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC } from '../flush.ts';
import { JOURNAL_TOPIC } from '../journal/topics.ts';
import type { Principal } from './principal.ts';

export type Action = 'publish' | 'subscribe' | 'deliver';

type Rule = { readonly publish: readonly string[]; readonly read: readonly string[] };

/** The reserved topics a role may use: prefixes. Nothing else that starts with `$` is open to anyone. */
const RESERVED: Readonly<Record<Principal['role'], Rule>> = {
  recorder: {
    publish: ['$inglenook/recorder/'],
    read: ['$SYS/', JOURNAL_TOPIC, '$inglenook/web/'],
  },
  web: { publish: ['$inglenook/web/'], read: ['$SYS/', '$inglenook/recorder/'] },
  browser: { publish: [], read: ['$SYS/'] },
  device: { publish: [], read: ['$SYS/'] },
  anonymous: { publish: [], read: ['$SYS/'] },
};

/** Words between the product's own roles under names that any broker allows: who may say them. */
const OWN_WORDS: ReadonlyMap<string, Principal['role']> = new Map([
  [FLUSH_TOPIC, 'web'],
  [FLUSHED_TOPIC, 'recorder'],
]);

const STATUS = /^clients\/(.*)\/status$/s;
const DISCOVERY = /^homeassistant\/.*\/config$/s;

/**
 * What a client may do with a topic (for `subscribe`: a filter). Deny by default: only topics outside
 * `$…` are open to all, with exceptions that protect the home from its own clients: `clients/<id>/status`
 * may be said only by the client of that id, a signed-in page may not publish discovery configurations,
 * which would create devices, and only the product's own roles ask one another to store.
 */
export function allowed(
  principal: Principal,
  clientId: string,
  action: Action,
  topic: string,
): boolean {
  const reserved = RESERVED[principal.role];
  if (reserved === undefined || topic === '') return false;
  if (topic.startsWith('$')) {
    const isDevice = principal.role === 'device' || principal.role === 'anonymous';
    // It names other clients, which concerns people, and no device.
    if (isDevice && topic === FULL_QUEUES_TOPIC) return false;
    const prefixes = action === 'publish' ? reserved.publish : reserved.read;
    return prefixes.some((prefix) =>
      prefix.endsWith('/') ? topic.startsWith(prefix) : topic === prefix,
    );
  }
  const speaker = OWN_WORDS.get(topic);
  if (speaker !== undefined) {
    return action === 'publish'
      ? principal.role === speaker
      : principal.role === 'recorder' || principal.role === 'web';
  }
  if (action !== 'publish') return true;
  const status = STATUS.exec(topic);
  if (status !== null && status[1] !== clientId) return false;
  return !(principal.role === 'browser' && DISCOVERY.test(topic));
}
