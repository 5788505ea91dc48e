import type { EntityView } from '../../../lib/browser/store/entity-view.ts';
import type { EntityKind } from '../../../lib/domain/entity/entity.ts';
import { viewOf } from './view.ts';

/** An entity with a name, in a room. */
export function thing(
  kind: EntityKind,
  name: string,
  room: string | null,
  parts: Parameters<typeof viewOf>[1] = {},
): EntityView {
  const view = viewOf(kind, parts);
  const id = `${kind}.${name.toLowerCase().replaceAll(' ', '_')}`;
  const entity = { ...view.entity, id };
  return { ...view, id, entity, title: name, fullName: name, room };
}

export const DIMMABLE = { colorModes: ['brightness'] } as const;
