import { useEffect, useMemo, useState } from 'react';
import { configOf, type Draft } from '@/lib/browser/devices/hand-made-form.ts';
import { type Rehearsal, type Rehearsed, rehearse } from '@/lib/browser/devices/rehearsal.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import type { Message } from '@/lib/domain/dialect/message.ts';
import { isTopicFilter, matches } from '@/lib/domain/entity/topic-filter.ts';

const KEPT = 12;
/** The same message comes twice where two subscriptions bring it; what is kept, with each of them. */
const TWICE_MS = 60;

export type Tried = {
  /** The device as it would be; null: it cannot be, and `problem` says why. */
  readonly rehearsal: Rehearsal | null;
  readonly problem: string | null;
  /** What was heard on its topics, and what became of it; the newest last. */
  readonly heard: readonly Rehearsed[];
};

/** Tries a draft on what its topics carry now: anew with every change of the draft. */
export function useRehearsal(draft: Draft): Tried {
  const config = configOf(draft);
  const problem = 'problem' in config && typeof config.problem === 'string' ? config.problem : null;
  const key = JSON.stringify([draft.kind, config]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what the draft says
  const outcome = useMemo(
    () =>
      problem !== null
        ? { problem }
        : rehearse({ id: 'rehearsal', name: 'Rehearsal', room: null, kind: draft.kind, config }),
    [key],
  );
  const isReady = !('problem' in outcome);
  // While the rest is still missing, its topic is heard already: its payload helps to fill it in.
  const typed = draft.texts.state_topic?.trim() ?? '';
  const topics = isReady ? outcome.topics : isTopicFilter(typed) ? [typed] : [];
  const messages = useMessages(topics);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft hears everything anew
  const heard = useMemo(() => {
    if (problem !== null || messages.length === 0) return messages.map(unheard);
    const fresh = rehearse({
      ...{ id: 'rehearsal', name: 'Rehearsal', room: null, kind: draft.kind, config },
    });
    return 'problem' in fresh ? messages.map(unheard) : messages.map(fresh.hear);
  }, [key, messages]);
  return {
    rehearsal: isReady ? outcome : null,
    problem: isReady ? null : outcome.problem,
    heard,
  };
}

/** A message that nothing could read yet. */
const unheard = ({ topic, at, retain, payload }: Message): Rehearsed => ({
  ...{ topic, at, retain, values: [], reason: null },
  text: new TextDecoder().decode(payload.subarray(0, 20_000)),
});

/** The last messages on some topics, while the component is on screen. */
function useMessages(topics: readonly string[]): readonly Message[] {
  const { link } = useRuntime();
  const key = topics.join('\n');
  const [state, setState] = useState<{ key: string; messages: readonly Message[] }>({
    key,
    messages: [],
  });
  useEffect(() => {
    if (key === '') return;
    const filters = key.split('\n');
    let kept: readonly Message[] = [];
    let frame = 0;
    const stop = link.onMessage((message) => {
      if (!filters.some((filter) => matches(filter, message.topic))) return;
      const last = kept.at(-1);
      if (last && isTwice(last, message)) return;
      kept = [...kept, message].slice(-KEPT);
      if (frame === 0) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          setState({ key, messages: kept });
        });
      }
    });
    const release = link.watch(filters, { again: true });
    return () => {
      stop();
      release();
      cancelAnimationFrame(frame);
    };
  }, [link, key]);
  return state.key === key ? state.messages : NONE;
}

const NONE: readonly Message[] = [];

function isTwice(a: Message, b: Message): boolean {
  return (
    a.topic === b.topic &&
    ((a.retain && b.retain) || b.at - a.at < TWICE_MS) &&
    a.payload.length === b.payload.length &&
    a.payload.every((byte, i) => byte === b.payload[i])
  );
}
