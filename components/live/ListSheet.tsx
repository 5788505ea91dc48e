'use client';

import type { EntityView } from '@/lib/browser/entity-view.ts';
import { sameItems, useHome } from '@/lib/browser/use-home.ts';
import { isOn } from '@/lib/browser/words.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { EntityTile } from './EntityTile.tsx';

export type ListTopic = 'lights' | 'temperatures' | 'doors';

const DOORS = new Set(['door', 'window', 'garage_door', 'opening']);

const TOPICS: Record<ListTopic, { title: string; belongs: (view: EntityView) => boolean }> = {
  lights: { title: 'Lights', belongs: ({ entity }) => entity.kind === 'light' },
  temperatures: {
    title: 'Temperatures',
    belongs: ({ entity }) =>
      entity.deviceClass === 'temperature' && entity.kind === 'sensor' && entity.category === null,
  },
  doors: {
    title: 'Doors and windows',
    belongs: ({ entity }) => entity.kind === 'binary_sensor' && DOORS.has(entity.deviceClass ?? ''),
  },
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
      .sort((a, b) => Number(isOn(b.shown) === true) - Number(isOn(a.shown) === true))
      .map(({ id }) => id);

const SELECTORS = {
  lights: select('lights'),
  temperatures: select('temperatures'),
  doors: select('doors'),
};
