import type { ParsedMessage } from '../dialect.ts';
import { isObject, jsonText } from '../safe-json.ts';
import { isOwnFeature } from './features.ts';

/** What a topic below Frigate's prefix is about. */
export type Place =
  | { readonly type: 'feature'; readonly camera: string | null; readonly feature: string }
  | { readonly type: 'motion'; readonly camera: string }
  | { readonly type: 'audio'; readonly camera: string; readonly what: string }
  | {
      readonly type: 'count';
      readonly camera: string;
      readonly object: string;
      readonly active: boolean;
    }
  | { readonly type: 'snapshot'; readonly camera: string; readonly object: string }
  | { readonly type: 'status'; readonly camera: string; readonly role: string }
  | { readonly type: 'review'; readonly camera: string }
  | { readonly type: 'tracking'; readonly camera: string }
  | { readonly type: 'classified'; readonly camera: string; readonly model: string }
  | { readonly type: 'stats' }
  | { readonly type: 'stream'; readonly stream: 'events' | 'reviews' }
  /** Told, but nothing to show. */
  | { readonly type: 'other' };

const SILENT = new Set([
  ...['available', 'triggers', 'tracked_object_update', 'camera_activity', 'restart', 'onConnect'],
  ...['model_state', 'embeddings_reindex_progress', 'audio_transcription_state', 'birdseye_layout'],
  'job_state',
]);
const INCOMING = new Set(['set', 'ptz', 'suspend']);
const MAX_LEVEL = 100;

/** The place of what comes behind `<prefix>/`. */
export function placeOf(rest: string): Place {
  const levels = rest.split('/');
  const [camera = '', second = '', third = ''] = levels;
  const last = levels.at(-1)!;
  const isSound = levels.every((level) => level !== '' && level.length <= MAX_LEVEL);
  if (!isSound || INCOMING.has(last) || levels.length > 4) return { type: 'other' };
  if (levels.length === 1) {
    if (camera === 'stats') return { type: 'stats' };
    return camera === 'events' || camera === 'reviews'
      ? { type: 'stream', stream: camera }
      : { type: 'other' };
  }
  if (SILENT.has(camera)) return { type: 'other' };
  if (last === 'state') {
    const feature = levels.slice(1, -1).join('/');
    return feature === ''
      ? { type: 'feature', camera: null, feature: camera }
      : { type: 'feature', camera, feature };
  }
  if (camera === 'notifications') return { type: 'other' };
  if (levels.length === 2) {
    if (second === 'motion') return { type: 'motion', camera };
    if (second === 'review_status') return { type: 'review', camera };
    return { type: 'count', camera, object: second, active: false };
  }
  if (levels.length > 3) return { type: 'other' };
  if (second === 'audio') return { type: 'audio', camera, what: third };
  if (second === 'status') return { type: 'status', camera, role: third };
  if (second === 'classification') return { type: 'classified', camera, model: third };
  if (second === 'ptz_autotracker' && third === 'active') return { type: 'tracking', camera };
  if (third === 'active') return { type: 'count', camera, object: second, active: true };
  return third === 'snapshot' ? { type: 'snapshot', camera, object: second } : { type: 'other' };
}

/** The prefix of a message that only Frigate can have sent, by its content; null: it may be anyone's. */
export function prefixByContent(message: ParsedMessage): string | null {
  const { topic } = message;
  const end = topic.lastIndexOf('/');
  switch (topic.slice(end + 1)) {
    case 'state': {
      const [feature, camera, ...prefix] = topic.slice(0, end).split('/').reverse();
      const isOwn = camera !== undefined && prefix.length > 0 && isOwnFeature(feature ?? '');
      return isOwn ? prefix.reverse().join('/') : null;
    }
    case 'events':
    case 'reviews': {
      const json = message.json();
      if (!isObject(json) || !['new', 'update', 'end'].includes(jsonText(json['type'])))
        return null;
      const after = json['after'];
      const isTold = isObject(after) && typeof after['camera'] === 'string' && 'before' in json;
      return isTold && end > 0 ? topic.slice(0, end) : null;
    }
    case 'stats': {
      const json = message.json();
      const isTold = isObject(json) && isObject(json['detectors']) && isObject(json['service']);
      return isTold && end > 0 ? topic.slice(0, end) : null;
    }
    default:
      return null;
  }
}
