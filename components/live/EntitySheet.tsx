'use client';

import { useState } from 'react';
import { toneOf } from '@/lib/browser/look.ts';
import { closeEntity } from '@/lib/browser/open-entity.ts';
import { useEntity, useRuntime } from '@/lib/browser/use-home.ts';
import { useNow } from '@/lib/browser/use-now.ts';
import { statusWords } from '@/lib/browser/words.ts';
import { EntityDetails } from '../entity/EntityDetails.tsx';
import { LightControls, PowerButton } from '../entity/LightControls.tsx';
import { PhaseLine } from '../entity/PhaseLine.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { EntityEdit } from './EntityEdit.tsx';
import { Recent } from './Recent.tsx';
import { useWatchHome } from './use-watch-home.ts';

/** The sheet of the entity that the address names, if it names one. */
export function EntitySheet({ id }: { id: string | null }) {
  // What is closing keeps its content until it is gone.
  const [last, setLast] = useState(id);
  if (id !== null && id !== last) setLast(id);
  if (last === null) return null;
  return <Opened key={last} id={last} open={id !== null} />;
}

function Opened({ id, open }: { id: string; open: boolean }) {
  const view = useEntity(id);
  const { desk } = useRuntime();
  const now = useNow();
  const [belongs] = useState(() => (other: { id: string }) => other.id === id);
  useWatchHome(belongs);
  if (!view) {
    return (
      <Sheet open={open} onClose={closeEntity} title="Gone">
        <p className="text-ink-2">This device is not known any more.</p>
      </Sheet>
    );
  }
  const { kind } = view.entity;
  const commands = kind === 'light' || kind === 'switch';
  return (
    <Sheet
      open={open}
      onClose={closeEntity}
      title={view.fullName}
      line={
        <span className="num">
          {view.room && `${view.room} · `}
          {statusWords(view, now)}
        </span>
      }
    >
      {commands && <PhaseLine view={view} onRetry={() => desk.retry(id)} />}
      {kind === 'light' && <LightControls view={view} onCommand={desk.run} onDrag={desk.drag} />}
      {kind === 'switch' && (
        <div className="grid place-items-center py-8" data-tone={toneOf(view)}>
          <PowerButton view={view} onCommand={desk.run} isLarge />
        </div>
      )}
      <Recent view={view} />
      <EntityEdit view={view} />
      <EntityDetails view={view} />
    </Sheet>
  );
}
