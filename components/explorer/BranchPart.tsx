'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import { type ClearProgress, clearTopics, type SendDraft } from '@/lib/browser/explorer/publish.ts';
import type { Place } from '@/lib/browser/explorer/tree.ts';
import { countOf, formatCount } from '@/lib/browser/explorer/words.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { TextField } from '../ui/TextField.tsx';

type Props = {
  explorer: Explorer;
  topic: string;
  place: Place;
  send: SendDraft;
  mayClear: boolean;
};

/** Takes away everything the broker keeps of a branch, after its name has been typed. */
export function BranchPart({ explorer, topic, place, send, mayClear }: Props) {
  const { tree } = explorer;
  const [typed, setTyped] = useState('');
  const [total, setTotal] = useState<number | null>(null);
  const [progress, setProgress] = useState<ClearProgress>({ done: 0, failed: 0 });
  const [outcome, setOutcome] = useState<string | null>(null);
  const stopped = useRef(false);
  const filter = `${topic}/#`;
  const isAsking = explorer.isAsking(filter);
  const [asked, setAsked] = useState(0);
  // The number shall be true before anything is cleared, and afterwards.
  useEffect(() => {
    if (asked > 0) return explorer.probe(filter);
  }, [explorer, filter, asked]);
  const count = tree.stats(place, explorer.now()).kept;
  const isRunning = total !== null;
  if (!mayClear || (count === 0 && !isRunning && outcome === null)) return null;

  async function clear(event: FormEvent) {
    event.preventDefault();
    if (typed !== topic || isRunning || isAsking) return;
    const topics = tree.keptTopics(place);
    stopped.current = false;
    setTotal(topics.length);
    setProgress({ done: 0, failed: 0 });
    setOutcome(null);
    const end = await clearTopics(topics, send, setProgress, () => stopped.current);
    setTotal(null);
    setTyped('');
    setOutcome(
      `${countOf(end.done, 'topic')} cleared${end.failed > 0 ? `, ${formatCount(end.failed)} not: ${end.reason}` : '.'}`,
    );
    setAsked((n) => n + 1);
  }

  return (
    <Disclosure
      title={`Clear retained messages of this branch (${formatCount(count)})`}
      className="border-t border-line pt-1"
      onOpen={() => setAsked((n) => n + 1)}
    >
      <form onSubmit={clear} className="flex flex-col gap-3 pt-1 pb-2">
        <p className="text-15 text-ink-2">
          {isAsking
            ? 'Asking the broker what it keeps here …'
            : `The broker keeps messages of ${countOf(count, 'topic')} here. Devices that were announced among them go, too. This cannot be undone.`}
          {tree.leftOut() > 0 && ' Topics that were left out of the list stay.'}
        </p>
        <TextField
          label={`Type ${topic} to confirm`}
          value={typed}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          disabled={isRunning}
          onChange={(event) => setTyped(event.target.value)}
        />
        {isRunning ? (
          <Button
            onClick={() => {
              stopped.current = true;
            }}
          >
            {`Stop · ${formatCount(progress.done + progress.failed)} of ${formatCount(total)}`}
          </Button>
        ) : (
          <Button type="submit" look="danger" disabled={typed !== topic || count === 0 || isAsking}>
            {`Clear ${countOf(count, 'topic')}`}
          </Button>
        )}
        <p role="status" className="text-15 text-ink-2">
          {outcome}
        </p>
      </form>
    </Disclosure>
  );
}
