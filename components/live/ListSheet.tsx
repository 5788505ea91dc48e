'use client';

import { isActive } from '@/lib/browser/entity/look.ts';
import { isDoor } from '@/lib/browser/entity/summary.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { sameItems, useHome } from '@/lib/browser/store/use-home.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { EntityTile } from './EntityTile.tsx';

export type ListTopic = 'lights' | 'temperatures' | 'doors' | 'locks';

const TOPICS: Record<ListTopic, { title: string; belongs: (view: EntityView) => boolean }> = {
  lights: { title: 'Lights', belongs: ({ entity }) => entity.kind === 'light' },
  temperatures: {
    title: 'Temperatures',
    belongs: ({ entity }) =>
      entity.deviceClass === 'temperature' && entity.kind === 'sensor' && entity.category === null,
  },
  doors: {
    title: 'Doors and windows',
    belongs: isDoor,
  },
  locks: { title: 'Locks', belongs: ({ entity }) => entity.kind === 'lock' },
};

/** The entities behind a chip, those that are on first. */
export function ListSheet({ topic, onClose }: { topic: ListTopic | null; onClose: () => void }) {
  return (
    <Sheet open={topic !== null} onClose={onClose} title={topic ? TOPICS[topic].title : ''}>
      {topic && <List topic={topic} />}
    </Sheet>
  );
}

function List({ topic }: { topic: ListTopic }) {
  const ids = useHome(SELECTORS[topic], sameItems);
  return (
    <div className="grid-tiles pb-2">
      {ids.map((id) => (
        <EntityTile key={id} id={id} />
      ))}
    </div>
  );
}

const select =
  (topic: ListTopic) =>
  (views: readonly EntityView[]): readonly string[] =>
    views
      .filter(TOPICS[topic].belongs)
      .sort((a, b) => Number(isActive(b, b.shown)) - Number(isActive(a, a.shown)))
      .map(({ id }) => id);

const SELECTORS = {
  lights: select('lights'),
  temperatures: select('temperatures'),
  doors: select('doors'),
  locks: select('locks'),
};
