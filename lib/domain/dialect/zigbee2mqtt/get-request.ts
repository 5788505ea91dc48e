import type { Entity } from '../../entity/entity.ts';
import type { Publish } from '../message.ts';
import { publish } from './form.ts';

/**
 * Asks a device for what an entity shows, so that it reports anew; null if it cannot be asked.
 * Sleeping devices do not answer.
 */
export function getRequest({ source }: Entity): Publish | null {
  const { gettable } = source.binding;
  const [topic] = source.stateTopics;
  if (!Array.isArray(gettable) || gettable.length === 0 || topic === undefined) return null;
  const asked = Object.fromEntries(gettable.map((key) => [String(key), '']));
  return publish(`${topic}/get`, JSON.stringify(asked));
}
