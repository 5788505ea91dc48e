import { isObject, jsonText } from '../safe-json.ts';
import { textOf } from './expose.ts';
import { readScenes, type StoredScene } from './scene.ts';

/** One group, as `<base>/bridge/groups` tells it. */
export type ZigbeeGroup = {
  readonly id: number;
  readonly name: string;
  readonly members: readonly { readonly address: string; readonly endpoint: string | null }[];
  readonly scenes: readonly StoredScene[];
};

const MAX_GROUPS = 1000;
const MAX_MEMBERS = 500;

/** Reads a group list; null if it is none. */
export function readGroupList(json: unknown): readonly ZigbeeGroup[] | null {
  if (!Array.isArray(json)) return null;
  const groups = new Map<number, ZigbeeGroup>();
  for (const item of json.slice(0, MAX_GROUPS) as readonly unknown[]) {
    if (!isObject(item) || typeof item['id'] !== 'number') continue;
    const members: readonly unknown[] = Array.isArray(item['members']) ? item['members'] : [];
    if (groups.has(item['id'])) continue;
    groups.set(item['id'], {
      id: item['id'],
      name: textOf(item['friendly_name']) ?? jsonText(item['id']),
      members: members.slice(0, MAX_MEMBERS).flatMap((member) => {
        const address = isObject(member) ? textOf(member['ieee_address']) : null;
        if (!isObject(member) || address === null) return [];
        return [{ address: address.toLowerCase(), endpoint: textOf(member['endpoint']) }];
      }),
      scenes: readScenes(item['scenes']),
    });
  }
  return json.length > 0 && groups.size === 0 ? null : [...groups.values()];
}
