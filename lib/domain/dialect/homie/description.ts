import { isObject } from '../safe-json.ts';
import type { Described } from './describe.ts';

/** A Homie 5 device as its `$description` tells it. */
export type Description = {
  readonly name: string;
  readonly type: string | null;
  /** Device ids; a child names its root, and its parent where that is another. */
  readonly root: string | null;
  readonly parent: string | null;
  readonly properties: readonly Described[];
};

const MAX_NODES = 128;
const MAX_PROPERTIES = 500;
const MAX_NAME = 200;
const MAX_FORMAT = 4_000;

/**
 * Reads a `$description` (Homie 5, chapter "Device attributes"); a text says why it is none. What
 * is wrong in a part is left out, and the rest stands.
 */
export function readDescription(json: unknown, base: string, device: string): Description | string {
  if (!isObject(json)) return 'the description is not a JSON object';
  const { nodes } = json;
  if (nodes !== undefined && nodes !== null && !isObject(nodes)) return 'nodes must be an object';
  const root = text(json['root']);
  const parent = text(json['parent']);
  const isChild = root !== '' && root !== device;
  const path = `${base}/5/${device}`;
  const around = {
    generation: 5 as const,
    stateTopic: `${path}/$state`,
    rootStateTopic: isChild && isId(root) ? `${base}/5/${root}/$state` : null,
  };
  const properties: Described[] = [];
  for (const [nodeId, node] of Object.entries(nodes ?? {}).slice(0, MAX_NODES)) {
    if (!isId(nodeId) || !isObject(node) || !isObject(node['properties'])) continue;
    for (const [id, property] of Object.entries(node['properties'])) {
      if (!isId(id) || !isObject(property) || properties.length >= MAX_PROPERTIES) continue;
      const datatype = text(property['datatype']);
      properties.push({
        property: {
          ...around,
          topic: `${path}/${nodeId}/${id}`,
          datatype: datatype === '' ? null : datatype,
          format: text(property['format'], MAX_FORMAT),
          unit: text(property['unit']),
          isSettable: property['settable'] === true,
          isRetained: property['retained'] !== false,
        },
        id,
        name: text(property['name']) || id,
        nodeName: text(node['name']) || nodeId,
        nodeType: text(node['type']),
      });
    }
  }
  return {
    name: text(json['name']) || device,
    type: text(json['type']) || null,
    root: isChild ? root : null,
    parent: parent !== '' && parent !== device ? parent : isChild ? root : null,
    properties,
  };
}

/** One topic level; the convention wants lower case, devices do as they like. */
const isId = (id: string): boolean => id !== '' && id.length <= MAX_NAME && !/[/+#\0$]/.test(id);

const text = (value: unknown, most = MAX_NAME): string =>
  typeof value === 'string' ? value.trim().slice(0, most) : '';
