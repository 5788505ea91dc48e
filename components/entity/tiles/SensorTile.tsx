'use client';

import { formatFigure } from '@/lib/browser/words/format.ts';
import { readingWords } from '@/lib/browser/words/reading-words.ts';
import { staleWords, statusWords, tileWords } from '@/lib/browser/words/status-words.ts';
import type { Entity, Value } from '@/lib/domain/entity/entity.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { TileProps } from '../props.ts';
import { TileFrame } from './TileFrame.tsx';

/** A reading in large figures on the line of its last day. */
export function SensorTile({ view, now, onOpen, inset }: TileProps) {
  const { title, subtitleInRoom: subtitle, entity, available } = view;
  const value = view.state.value;
  const stale = staleWords(view, now);
  return (
    <TileFrame view={view} fill={0} lit={false} onOpen={onOpen}>
      {available && (
        <div className="pointer-events-none absolute start-0 end-3 bottom-2 h-7 text-ink-3">
          {inset}
        </div>
      )}
      <div className="pointer-events-none relative flex h-full flex-col p-3.5">
        <div className="flex min-w-0 items-baseline gap-2">
          <p className="min-w-0 flex-1 truncate text-13 text-ink-2" title={view.fullName}>
            {title}
            {subtitle && <span className="text-ink-3"> · {subtitle}</span>}
          </p>
          {stale && (
            <span className="num flex shrink-0 items-center gap-1 text-12 text-ink-3">
              <Icon name="clock" size={14} />
              {stale}
            </span>
          )}
        </div>
        {available && value !== undefined ? (
          <p className={`num mt-0.5 truncate font-semibold ${stale ? 'text-ink-3' : ''}`}>
            <Figure entity={entity} value={value} now={now} />
          </p>
        ) : (
          <>
            <p className="mt-0.5 text-28 font-semibold text-ink-3">—</p>
            <p className="num truncate text-13 text-ink-3" title={statusWords(view, now)}>
              {tileWords(view, now)}
            </p>
          </>
        )}
      </div>
    </TileFrame>
  );
}

/** A number large with its unit small; text in the size that fits. */
function Figure({ entity, value, now }: { entity: Entity; value: Value; now: number }) {
  const { unit } = entity;
  if (typeof value !== 'number') {
    return <span className="text-22 leading-8">{readingWords(entity, value, now)}</span>;
  }
  const text = formatFigure(value, unit);
  return (
    <data value={value} className="text-28">
      {text}
      {/* A new element for a new width: what stands after a figure is put, not pushed. */}
      {unit && (
        <span key={text} className="ms-1 text-[0.55em] font-medium text-ink-3">
          {unit}
        </span>
      )}
    </data>
  );
}
