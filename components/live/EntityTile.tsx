'use client';

import { memo, type ReactNode } from 'react';
import { openEntity } from '@/lib/browser/page/open-entity.ts';
import { usePreferences } from '@/lib/browser/page/preferences.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useEntity, useRuntime } from '@/lib/browser/store/use-home.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { lookOf } from '../entity/kinds.ts';
import { Picture } from './Picture.tsx';
import { SparkLine24 } from './SparkLine24.tsx';

/** The tile of one entity, live. */
export const EntityTile = memo(function EntityTile({ id }: { id: string }) {
  const view = useEntity(id);
  const { desk } = useRuntime();
  const now = useNow();
  const { dragToDim, critical } = usePreferences();
  if (!view) return null;
  const { tile: Tile } = lookOf(view.entity.kind);
  return (
    <Tile
      view={view}
      now={now}
      drags={dragToDim}
      critical={critical.includes(id)}
      inset={insetOf(view, now)}
      onOpen={() => openEntity(id)}
      onCommand={desk.run}
      onDrag={desk.drag}
    />
  );
});

function insetOf(view: EntityView, now: number): ReactNode {
  if (view.entity.capabilities.media) return <Picture view={view} fit="cover" />;
  return typeof view.state.value === 'number' && view.entity.kind === 'sensor' ? (
    <SparkLine24 view={view} now={now} />
  ) : null;
}
