'use client';

import { useDeferredValue, useEffect, useState } from 'react';
import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import { ROOT, TREE_LIMITS } from '@/lib/browser/explorer/tree.ts';
import { countOf, formatCount, formatRate } from '@/lib/browser/explorer/words.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

type Props = { explorer: Explorer; onPublish: () => void };

/** What is looked for, whether it goes on, and how much there is. */
export function ExplorerBar({ explorer, onPublish }: Props) {
  const [text, setText] = useState(explorer.rows.filter());
  // Typing stays quick while a large tree is filtered.
  const filter = useDeferredValue(text);
  useEffect(() => explorer.setFilter(filter), [explorer, filter]);
  const paused = explorer.isPaused();
  const system = explorer.hearsSystem();
  return (
    <div className="pb-2">
      <div className="flex flex-wrap gap-2">
        <input
          type="search"
          aria-label="Filter topics"
          placeholder="Filter: kitchen, or +/+/state"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="field min-w-40 flex-1 basis-60"
        />
        <div className="flex flex-1 gap-2 sm:flex-none">
          <Button
            className="min-h-12 flex-1"
            aria-pressed={paused}
            onClick={() => explorer.setPaused(!paused)}
          >
            <Icon name={paused ? 'play' : 'pause'} size={18} />
            {paused ? 'Resume' : 'Pause'}
          </Button>
          <Button
            className="min-h-12 flex-1 aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-bg"
            aria-pressed={system}
            aria-label="The broker’s own topics ($SYS)"
            onClick={() => explorer.setSystem(!system)}
          >
            $SYS
          </Button>
          <Button look="strong" className="min-h-12 flex-1" onClick={onPublish}>
            Publish
          </Button>
        </div>
      </div>
      <Line explorer={explorer} />
    </div>
  );
}

function Line({ explorer }: { explorer: Explorer }) {
  const { tree } = explorer;
  const status = explorer.status();
  const stats = tree.stats(ROOT, explorer.now());
  const { count, missed } = explorer.waiting();
  const parts = [
    countOf(stats.topics, 'topic'),
    countOf(stats.messages, 'message'),
    formatRate(stats.rate),
    explorer.isPaused() && `paused, ${formatCount(count)} waiting`,
    missed > 0 && `${formatCount(missed)} more not kept`,
    status.phase === 'connecting' && 'connecting …',
    status.phase === 'offline' && 'no connection to the broker, trying again',
  ].filter(Boolean);
  return (
    <>
      <p className="num mt-2 min-h-4.5 text-13 text-ink-2">{parts.join(' · ')}</p>
      {tree.leftOut() > 0 && (
        <p role="status" className="num text-13 text-warn">
          {`Showing the first ${formatCount(Math.min(stats.topics, TREE_LIMITS.topics))} topics; ${countOf(tree.leftOut(), 'message')} on others left out.`}
        </p>
      )}
    </>
  );
}
