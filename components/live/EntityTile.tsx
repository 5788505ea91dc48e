'use client';

import { memo } from 'react';
import { openEntity } from '@/lib/browser/open-entity.ts';
import { usePreferences } from '@/lib/browser/preferences.ts';
import { useEntity, useRuntime } from '@/lib/browser/use-home.ts';
import { useNow } from '@/lib/browser/use-now.ts';
import { LightTile } from '../entity/LightTile.tsx';
import { SensorTile } from '../entity/SensorTile.tsx';
import { StateTile } from '../entity/StateTile.tsx';
import { SparkLine24 } from './SparkLine24.tsx';

/** The tile of one entity, live. */
export const EntityTile = memo(function EntityTile({ id }: { id: string }) {
  const view = useEntity(id);
  const { desk } = useRuntime();
  const now = useNow();
  const { dragToDim } = usePreferences();
  if (!view) return null;
  const common = { view, now, onOpen: () => openEntity(id), onCommand: desk.run };
  switch (view.entity.kind) {
    case 'light':
      return <LightTile {...common} drags={dragToDim} onDrag={desk.drag} />;
    case 'sensor': {
      const isNumber = typeof view.state.value === 'number';
      return <SensorTile {...common} line={isNumber && <SparkLine24 view={view} now={now} />} />;
    }
    default:
      return <StateTile {...common} />;
  }
});
