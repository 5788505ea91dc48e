import { memo } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { staleWords, statusWords, tileWords } from '@/lib/browser/words/status-words.ts';

type Props = { view: EntityView; now: number };

/** Name and state, one line each. */
export const TileWords = memo(function TileWords({ view, now }: Props) {
  const { title, subtitleInRoom: subtitle, available, pending } = view;
  const isBad = pending?.phase === 'no_answer' || pending?.phase === 'failed';
  const stale = staleWords(view, now);
  return (
    <div className="w-full min-w-0">
      <p className={`truncate text-15 font-medium ${available ? '' : 'text-ink-3'}`} title={title}>
        {title}
        {subtitle && <span className="font-normal text-ink-3"> · {subtitle}</span>}
      </p>
      <p
        title={statusWords(view, now)}
        className={`num truncate text-13 ${isBad ? 'text-warn' : available ? 'text-ink-2' : 'text-ink-3'}`}
      >
        {tileWords(view, now)}
        {stale && ` · ${stale}`}
      </p>
    </div>
  );
});
