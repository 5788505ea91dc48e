import type { Value } from '../../entity/entity.ts';
import type { ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';

export const STREAM_TYPES = ['new', 'update', 'end'];
const MAX_TEXTS = 16;

/** One message of the stream of tracked objects or of reviews. */
export type StreamItem = {
  readonly type: string;
  readonly camera: string;
  /** What is worth keeping of it. */
  readonly details: Readonly<Record<string, Value>>;
};

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value)
    ? value.filter((item) => typeof item === 'string').slice(0, MAX_TEXTS)
    : undefined;

/** What `events` or `reviews` says; null if it is none of Frigate's. */
export function streamItem(message: ParsedMessage): StreamItem | null {
  const json = message.json();
  const after = isObject(json) ? json['after'] : undefined;
  if (!isObject(json) || !isObject(after)) return null;
  const { type } = json;
  const { camera } = after;
  if (typeof type !== 'string' || !STREAM_TYPES.includes(type)) return null;
  if (typeof camera !== 'string' || camera === '' || /[/+#\0]/.test(camera)) return null;
  const data = isObject(after['data']) ? after['data'] : {};
  const subLabel = Array.isArray(after['sub_label']) ? after['sub_label'][0] : after['sub_label'];
  const found: Readonly<Record<string, unknown>> = {
    id: after['id'],
    label: after['label'],
    sub_label: subLabel,
    score: after['top_score'],
    severity: after['severity'],
    zones: texts(after['current_zones']) ?? texts(data['zones']),
    objects: texts(data['objects']),
  };
  const details: Record<string, Value> = {};
  for (const [key, value] of Object.entries(found)) {
    if (typeof value === 'string' || typeof value === 'number' || Array.isArray(value)) {
      details[key] = value as Value;
    }
  }
  return { type, camera, details };
}
