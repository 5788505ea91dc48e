import { unsupported } from '../../command/refused.ts';
import type { Binding } from '../../entity/entity.ts';
import { isObject } from '../safe-json.ts';
import { textOf } from './expose.ts';
import { type Form, type Part, setMessage } from './form.ts';

const MAX_SCENES = 128;

/** A scene that is stored in lamps. */
export type StoredScene = { readonly id: number; readonly name: string };

/** The scenes in a list of `{id, name}`. */
export function readScenes(list: unknown): readonly StoredScene[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MAX_SCENES).flatMap((item: unknown) => {
    if (!isObject(item) || typeof item['id'] !== 'number') return [];
    return [{ id: item['id'], name: textOf(item['name']) ?? `Scene ${item['id']}` }];
  });
}

/** A scene as an entity; `within` tells scenes of several endpoints apart. */
export const scenePart = ({ id, name }: StoredScene, within: string | null = null): Part => ({
  id: `scene_${within === null ? '' : `${within}_`}${id}`,
  kind: 'scene',
  name,
  properties: [],
  gettable: [],
  isSettable: true,
  binding: { form: 'scene', scene: id },
});

export function scene({ scene: id }: Binding): Form | null {
  if (typeof id !== 'number') return null;
  return {
    properties: [],
    read: () => [],
    encode: (entity, { command }) =>
      command === 'activate' ? setMessage(entity, { scene_recall: id }) : unsupported(command),
  };
}
