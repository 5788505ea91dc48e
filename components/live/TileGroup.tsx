import type { ReactNode } from 'react';
import type { Group } from '@/lib/browser/entity/arrange.ts';
import { EntityTile } from './EntityTile.tsx';

type Props = { group: Group; title: ReactNode };

/** The tiles of one room under its name. */
export function TileGroup({ group, title }: Props) {
  return (
    <section className={title ? 'mt-5' : 'mt-1'}>
      {title && <h2 className="mb-2.5 text-13 font-medium text-ink-3">{title}</h2>}
      <div className="grid-tiles">
        {group.ids.map((id) => (
          <EntityTile key={id} id={id} />
        ))}
      </div>
    </section>
  );
}
