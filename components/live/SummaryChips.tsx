'use client';

import { type ReactNode, useState } from 'react';
import type { EntityView } from '@/lib/browser/entity-view.ts';
import { formatReading } from '@/lib/browser/format.ts';
import { sameSummary, summarize } from '@/lib/browser/summary.ts';
import { useHome } from '@/lib/browser/use-home.ts';
import { ListSheet, type ListTopic } from './ListSheet.tsx';

const select = (views: readonly EntityView[]) => summarize(views);

/** The home in three figures; each opens the list behind it, none switches anything. */
export function SummaryChips() {
  const { lights, lightsOn, temperature, doors, doorsOpen } = useHome(select, sameSummary);
  const [topic, setTopic] = useState<ListTopic | null>(null);
  return (
    <div className="flex min-h-11 flex-wrap gap-x-2">
      {lights > 0 && (
        <Chip onClick={() => setTopic('lights')}>
          {lightsOn === 0 ? (
            <>
              Lights <Strong>off</Strong>
            </>
          ) : (
            <>
              <Strong>{lightsOn}</Strong> {lightsOn === 1 ? 'light' : 'lights'} on
            </>
          )}
        </Chip>
      )}
      {temperature && (
        <Chip onClick={() => setTopic('temperatures')}>
          <Strong>
            {formatReading(temperature.value, temperature.unit)}
            {temperature.unit.startsWith('°') ? '°' : ` ${temperature.unit}`}
          </Strong>{' '}
          inside
        </Chip>
      )}
      {doors > 0 && (
        <Chip onClick={() => setTopic('doors')}>
          {doorsOpen === 0 ? (
            <>
              Doors <Strong>closed</Strong>
            </>
          ) : (
            <>
              <Strong>{doorsOpen}</Strong> open
            </>
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

function Chip({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="num min-h-11 text-13 whitespace-nowrap text-ink-2 sm:text-15"
    >
      <span className="inline-flex h-8 items-center gap-1 rounded-chip border border-line bg-surface px-3">
        {children}
      </span>
    </button>
  );
}
