'use client';

import { type CSSProperties, Fragment, type ReactNode, useCallback, useState } from 'react';
import { takesAny } from '@/lib/browser/entity/capable.ts';
import { ownColour } from '@/lib/browser/entity/lamp-colour.ts';
import { toneOf } from '@/lib/browser/entity/look.ts';
import { closeEntity } from '@/lib/browser/page/open-entity.ts';
import { usePreferences } from '@/lib/browser/page/preferences.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useEntity, useRuntime } from '@/lib/browser/store/use-home.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { statusWords } from '@/lib/browser/words/status-words.ts';
import type { EntityKind } from '@/lib/domain/entity/entity.ts';
import { EntityDetails } from '../entity/EntityDetails.tsx';
import { lookOf } from '../entity/kinds.ts';
import { PhaseLine } from '../entity/PhaseLine.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { EntityEdit } from './EntityEdit.tsx';
import { Picture } from './Picture.tsx';
import { Recent } from './Recent.tsx';
import { RecentEvents } from './RecentEvents.tsx';
import { useWatchHome } from './use-watch-home.ts';

/** The sheet of the entity that the address names, if it names one. */
export function EntitySheet({ id }: { id: string | null }) {
  // What is closing keeps its content until it is gone.
  const [last, setLast] = useState(id);
  if (id !== null && id !== last) setLast(id);
  if (last === null) return null;
  return <Opened id={last} open={id !== null} />;
}

/** Nothing of these is a course of values: what they do is done, what they show is the newest. */
const WITHOUT_CHART: ReadonlySet<EntityKind> = new Set([
  'text',
  'update',
  'button',
  'scene',
  'notify',
  'event',
  'trigger',
  'tag',
  'camera',
  'image',
  'color',
  'structured',
]);

function Opened({ id, open }: { id: string; open: boolean }) {
  const view = useEntity(id);
  const { desk } = useRuntime();
  const now = useNow();
  const { critical } = usePreferences();
  const belongs = useCallback((other: { id: string }) => other.id === id, [id]);
  useWatchHome(belongs);
  if (!view) {
    return (
      <Sheet docks open={open} onClose={closeEntity} title="Gone">
        <p className="text-ink-2">This device is not known any more.</p>
      </Sheet>
    );
  }
  const { controls: Controls } = lookOf(view.entity.kind);
  const tone = toneOf(view);
  const own = tone === 'own' ? ({ '--own': ownColour(view.shown) } as CSSProperties) : undefined;
  return (
    <Sheet
      docks
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
      {/* Of another entity nothing is kept: no tab, no half-typed name. */}
      <Fragment key={id}>
        {takesAny(view.entity) && <PhaseLine view={view} onRetry={() => desk.retry(id)} />}
        {Controls && (
          <div data-tone={tone} style={own}>
            <Controls
              view={view}
              now={now}
              critical={critical.includes(id)}
              inset={insetOf(view, now)}
              onCommand={desk.run}
              onDrag={desk.drag}
              accepts={desk.accepts}
            />
          </div>
        )}
        {!WITHOUT_CHART.has(view.entity.kind) && <Recent view={view} />}
        <EntityEdit view={view} />
        <EntityDetails view={view} />
      </Fragment>
    </Sheet>
  );
}

function insetOf(view: EntityView, now: number): ReactNode {
  const { kind, capabilities } = view.entity;
  if (capabilities.media) return <Picture view={view} fit="contain" />;
  const isHappening = kind === 'event' || kind === 'trigger' || kind === 'tag';
  return isHappening ? <RecentEvents view={view} now={now} /> : null;
}
