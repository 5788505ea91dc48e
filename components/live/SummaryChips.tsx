'use client';

import { type ReactNode, useState } from 'react';
import { sameSummary, summarize } from '@/lib/browser/entity/summary.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useHome } from '@/lib/browser/store/use-home.ts';
import { formatMean } from '@/lib/browser/words/format.ts';
import { ListSheet, type ListTopic } from './ListSheet.tsx';

const select = (views: readonly EntityView[]) => summarize(views);

/** The home in a few figures; each opens the list behind it, none switches anything. */
export function SummaryChips() {
  const summary = useHome(select, sameSummary);
  const { lights, lightsOn, temperature, doors, doorsOpen, locks, locked } = summary;
  const [topic, setTopic] = useState<ListTopic | null>(null);
  const inside =
    temperature &&
    formatMean(temperature.value) +
      (temperature.unit.startsWith('°') ? '°' : ` ${temperature.unit}`);
  return (
    <div className="grid min-h-11 grid-cols-[repeat(auto-fit,minmax(min(5.5rem,100%),1fr))] gap-x-2 sm:grid-cols-[repeat(auto-fill,9rem)]">
      {lights > 0 && (
        <Chip onClick={() => setTopic('lights')}>
          {lightsOn === 0 ? (
            <span key="off">
              Lights <Strong>off</Strong>
            </span>
          ) : (
            <span key={lightsOn}>
              <Strong>{lightsOn}</Strong> {lightsOn === 1 ? 'light' : 'lights'} on
            </span>
          )}
        </Chip>
      )}
      {inside && (
        <Chip onClick={() => setTopic('temperatures')}>
          <span key={inside}>
            <Strong>{inside}</Strong> inside
          </span>
        </Chip>
      )}
      {doors > 0 && (
        <Chip onClick={() => setTopic('doors')}>
          {doorsOpen === 0 ? (
            <span key="closed">
              Doors <Strong>closed</Strong>
            </span>
          ) : (
            <span key={doorsOpen}>
              <Strong>{doorsOpen}</Strong> open
            </span>
          )}
        </Chip>
      )}
      {locks > 0 && (
        <Chip onClick={() => setTopic('locks')}>
          {locked === locks ? (
            <span key="locked">
              All <Strong>locked</Strong>
            </span>
          ) : (
            <span key={locked}>
              <Strong>{locks - locked}</Strong> not locked
            </span>
          )}
        </Chip>
      )}
      <ListSheet topic={topic} onClose={() => setTopic(null)} />
    </div>
  );
}

const Strong = ({ children }: { children: ReactNode }) => (
  <span className="font-semibold text-ink">{children}</span>
);

/** As wide as its neighbours, whatever it says: a reading must not push them about. */
function Chip({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="num min-h-11 min-w-0 text-13 text-ink-2 sm:text-15"
    >
      <span className="flex h-8 items-center justify-center rounded-chip border border-line bg-surface px-1 sm:px-2">
        <span className="truncate">{children}</span>
      </span>
    </button>
  );
}
