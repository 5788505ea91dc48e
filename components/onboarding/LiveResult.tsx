'use client';

import type { Rehearsed } from '@/lib/browser/devices/rehearsal.ts';
import { trialsOf } from '@/lib/browser/devices/trials.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { formatSecond } from '@/lib/browser/words/format.ts';
import { stateWords } from '@/lib/browser/words/state-words.ts';
import { readable, valueWords } from '@/lib/browser/words/words.ts';
import { Trials } from './Trials.tsx';
import type { Tried } from './use-rehearsal.ts';

const SHOWN = 5;

/** What the definition makes of what its topics carry at this moment, in a word. */
export function LiveResult({ tried }: { tried: Tried }) {
  const { rehearsal, problem, heard } = tried;
  const now = useNow();
  return (
    <section
      aria-labelledby="live-result"
      className="rounded-tile border border-line bg-surface px-4 py-3"
    >
      <h2 id="live-result" className="text-13 text-ink-3">
        What it says now
      </h2>
      <div role="status" data-testid="live-result" className="min-h-8">
        {problem !== null ? (
          <p className="text-15 text-ink-2">Not yet: {problem}.</p>
        ) : rehearsal === null || rehearsal.topics.length === 0 ? (
          <p className="text-15 text-ink-2">It listens to no topic: it only takes commands.</p>
        ) : heard.some(({ values }) => values.length > 0) ? (
          <p className="num text-22 font-semibold break-words">
            {stateWords(rehearsal.view(now), merged(heard), now)}
          </p>
        ) : heard.length === 0 ? (
          <p className="flex items-center gap-3 text-15 text-ink-2">
            <span className="relative block h-0.5 w-10 overflow-hidden rounded-chip bg-inset">
              <span className="pending-line" />
            </span>
            Waiting for a message on its topic
          </p>
        ) : (
          <p className="text-15 text-warn">
            It hears messages, but reads nothing out of them: {heard.at(-1)?.reason ?? 'no value'}.
          </p>
        )}
      </div>
    </section>
  );
}

/** The messages behind the result, each with what was read or why nothing was; and its commands. */
export function LiveMessages({ tried: { rehearsal, heard } }: { tried: Tried }) {
  const newest = [...heard].reverse().slice(0, SHOWN);
  const unit = rehearsal?.entity.unit ?? null;
  const hasTrials = rehearsal !== null && trialsOf(rehearsal.entity).length > 0;
  if (newest.length === 0 && !hasTrials) return null;
  return (
    <section
      aria-label="Its messages"
      className="flex flex-col gap-3 rounded-tile border border-line bg-surface px-4 py-2"
    >
      {newest.length > 0 && (
        <ol className="flex flex-col divide-y divide-line">
          {newest.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages of one moment may be alike
            <HeardRow key={`${one.at} ${heard.length - i}`} heard={one} unit={unit} />
          ))}
        </ol>
      )}
      {rehearsal && <Trials rehearsal={rehearsal} />}
    </section>
  );
}

/** All that was read so far: a later word on a property outdates the earlier. */
const merged = (heard: readonly Rehearsed[]) =>
  Object.fromEntries(
    heard.flatMap(({ values }) => values.map(({ property, value }) => [property, value] as const)),
  );

function HeardRow({ heard, unit }: { heard: Rehearsed; unit: string | null }) {
  const { text, values, reason, at, retain, topic } = heard;
  return (
    <li className="py-2.5">
      <p className="num text-13 text-ink-3">
        {formatSecond(at, at)} · {topic}
        {retain && ' · kept by the broker'}
      </p>
      <code className="block max-h-20 overflow-hidden text-13 break-all">
        {text === null ? 'not a text' : text === '' ? 'empty' : text.slice(0, 300)}
      </code>
      {values.map(({ property, value }) => (
        <p key={property} className="num text-13 text-ok">
          {readable(property)}: {valueWords(value, property === 'value' ? unit : null)}
        </p>
      ))}
      {reason !== null && <p className="text-13 text-warn">{reason}</p>}
    </li>
  );
}
