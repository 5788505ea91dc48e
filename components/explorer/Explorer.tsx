'use client';

import { useEffect, useState } from 'react';
import {
  chooseTopic,
  leaveTopic,
  useExplorerVersion,
  useIsWide,
  useNewExplorer,
} from '@/lib/browser/explorer/hooks.ts';
import type { SendDraft } from '@/lib/browser/explorer/publish.ts';
import type { FindEntity } from '@/lib/browser/explorer/why.ts';
import { levelName } from '@/lib/browser/explorer/words.ts';
import type { Message } from '@/lib/domain/dialect/message.ts';
import type { Explanation } from '@/lib/domain/entity/explain.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { ExplorerBar } from './ExplorerBar.tsx';
import { PublishForm } from './PublishForm.tsx';
import { TopicDetail } from './TopicDetail.tsx';
import { TopicTree } from './TopicTree.tsx';

type Props = {
  /** The chosen topic, or branch; null: none. */
  topic: string | null;
  explain: (message: Message) => Explanation;
  find: FindEntity;
  send: SendDraft;
};

/** Everything the broker carries as a tree, and what there is to know of one topic. */
export function Explorer({ topic, explain, find, send }: Props) {
  const explorer = useNewExplorer();
  const isWide = useIsWide();
  const [isPublishing, setPublishing] = useState(false);
  useExplorerVersion(explorer);
  const place = topic === null ? undefined : explorer.tree.find(topic);

  // The address may name a topic before it was heard: then it is shown once it is.
  useEffect(() => {
    if (place !== undefined) explorer.reveal(place);
  }, [explorer, place]);

  const choose = (path: string) => chooseTopic(path, topic !== null);
  const detail = topic !== null && (
    <TopicDetail
      key={topic}
      {...{ explorer, topic, place, explain, find, send }}
      onChoose={choose}
    />
  );
  const last = topic?.slice(topic.lastIndexOf('/') + 1) ?? '';
  const heading = last.length > 80 ? `${last.slice(0, 80)}…` : levelName(last);
  return (
    <div className="min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_26rem] min-[1100px]:gap-6">
      <div className="flex h-[calc(100dvh-9.25rem-env(safe-area-inset-bottom))] min-h-80 min-w-0 flex-col md:h-[calc(100dvh-6.5rem)]">
        <ExplorerBar explorer={explorer} onPublish={() => setPublishing(true)} />
        <TopicTree explorer={explorer} chosen={place ?? null} isWide={isWide} onChoose={choose} />
      </div>
      {isWide ? (
        <section
          aria-label={topic === null ? 'Topic' : `Topic ${topic}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
          tabIndex={0}
          className="h-[calc(100dvh-6.5rem)] overflow-y-auto rounded-tile border border-line bg-surface px-5 py-4"
        >
          {topic === null ? (
            <p className="mt-6 text-center text-15 text-ink-2">
              Choose a topic to see what it says and why it is shown so.
            </p>
          ) : (
            <>
              <h2 className="mb-2 text-22 font-semibold break-words">{heading}</h2>
              {detail}
            </>
          )}
        </section>
      ) : (
        <Sheet open={topic !== null} onClose={leaveTopic} title={heading}>
          {detail}
        </Sheet>
      )}
      <Sheet open={isPublishing} onClose={() => setPublishing(false)} title="Publish a message">
        <PublishForm topic="" payload="" send={send} />
      </Sheet>
    </div>
  );
}
