'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import { useSlowly } from '@/lib/browser/explorer/hooks.ts';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import { textOf } from '@/lib/browser/explorer/payload.ts';
import { type SendDraft, topicProblem } from '@/lib/browser/explorer/publish.ts';
import type { Place } from '@/lib/browser/explorer/tree.ts';
import type { FindEntity } from '@/lib/browser/explorer/why.ts';
import type { Message } from '@/lib/domain/dialect/message.ts';
import type { Explanation } from '@/lib/domain/entity/explain.ts';
import { isTopicName } from '@/lib/domain/entity/topic-filter.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Link } from '../ui/Link.tsx';
import { BranchPart } from './BranchPart.tsx';
import { ClearRetained } from './ClearRetained.tsx';
import { NumberCharts } from './NumberCharts.tsx';
import { PayloadHistory } from './PayloadHistory.tsx';
import { PayloadView } from './PayloadView.tsx';
import { PublishForm } from './PublishForm.tsx';
import { TopicFacts } from './TopicFacts.tsx';
import { Why } from './Why.tsx';

type Props = {
  explorer: Explorer;
  topic: string;
  /** Where the topic stands in the tree; undefined: nothing was heard of it. */
  place: Place | undefined;
  explain: (message: Message) => Explanation;
  find: FindEntity;
  send: SendDraft;
  onChoose: (path: string) => void;
};

/** Payloads change on the screen no more often than this, ms: a person has to read them. */
const CALM_MS = 250;
const NONE: readonly Heard[] = [];

/** All there is to know of one topic, or of a branch, and what can be done with it. */
export function TopicDetail(props: Props) {
  const { explorer, topic, place, explain, find, send } = props;
  const { tree } = explorer;
  const newest = place === undefined ? undefined : tree.newest(place);
  const shown = useSlowly(newest, CALM_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history changes with its newest
  const history = useMemo(
    () => (place === undefined ? NONE : tree.history(place)),
    [tree, place, shown],
  );
  const isConnected = explorer.status().phase === 'connected';
  const isTopic = newest !== undefined;
  const [probes, setProbes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after something was cleared
  useEffect(() => {
    if (isConnected && isTopic) return explorer.probe(topic);
  }, [explorer, topic, isConnected, isTopic, probes]);
  const isBranch = place !== undefined && tree.hasChildren(place);

  const latest = history[0];
  const text = latest && latest.size === latest.payload.length ? textOf(latest.payload) : null;
  const mayPublish = topicProblem(topic) === null;
  return (
    <div className="flex flex-col gap-5 pb-2">
      <CopyField label="Topic" text={topic} testId="topic" />
      {place === undefined ? (
        <p className="text-15 text-ink-2">
          Nothing was heard on this topic since this page was opened, and the broker keeps nothing
          of it.
        </p>
      ) : (
        <TopicFacts explorer={explorer} place={place} newest={latest} />
      )}
      {latest && (
        <>
          <PayloadView heard={latest} before={history[1]} />
          <NumberCharts history={history} />
          {isTopicName(topic) && <Why topic={topic} heard={latest} explain={explain} find={find} />}
          <PayloadHistory history={history} />
        </>
      )}
      {isBranch && place !== undefined && (
        <BranchPart {...{ explorer, topic, place, send }} mayClear={!topic.startsWith('$')} />
      )}
      {mayPublish && (
        <div className="border-t border-line pt-2">
          <Disclosure title="Publish to this topic">
            <div className="pt-2 pb-3">
              <PublishForm topic={topic} payload={text ?? ''} send={send} />
            </div>
          </Disclosure>
          {latest && latest.size > 0 && (
            <Link
              href={`/more/devices/new?state_topic=${encodeURIComponent(topic)}`}
              className="flex min-h-11 items-center text-15 font-medium underline underline-offset-4"
            >
              Define a device from this topic
            </Link>
          )}
          {place !== undefined && tree.kept(place) === 'kept' && (
            <ClearRetained topic={topic} send={send} onCleared={() => setProbes((n) => n + 1)} />
          )}
        </div>
      )}
    </div>
  );
}
