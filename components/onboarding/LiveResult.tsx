'use client';

import { formatSecond } from '@/lib/browser/format.ts';
import type { Rehearsed } from '@/lib/browser/rehearsal.ts';
import { stateWords } from '@/lib/browser/state-words.ts';
import { useNow } from '@/lib/browser/use-now.ts';
import { readable, valueWords } from '@/lib/browser/words.ts';
import { Trials } from './Trials.tsx';
import type { Tried } from './use-rehearsal.ts';

const SHOWN = 5;

/** What the definition makes of what its topics carry at this moment, message by message. */
export function LiveResult({ tried }: { tried: Tried }) {
  const { rehearsal, problem, heard } = tried;
  const now = useNow();
  const newest = [...heard].reverse().slice(0, SHOWN);
  const unit = rehearsal?.entity.unit ?? null;
  const view =
    rehearsal && heard.some(({ values }) => values.length > 0) ? rehearsal.view(now) : null;
  const latest = heard.findLast(({ values }) => values.length > 0);
  return (
    <section
      aria-labelledby="live-result"
      className="flex flex-col gap-3 rounded-tile border border-line bg-surface p-4"
    >
      <h2 id="live-result" className="text-15 font-medium">
        What it says now
      </h2>
      <div role="status" data-testid="live-result">
        {problem !== null ? (
          <p className="text-15 text-ink-2">Not yet: {problem}.</p>
        ) : rehearsal !== null && rehearsal.topics.length === 0 ? (
          <p className="text-15 text-ink-2">It listens to no topic: it only takes commands.</p>
        ) : view && latest ? (
          <p className="num text-28 font-semibold break-words">
            {stateWords({ ...view, state: merged(heard) }, merged(heard), now)}
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
            It hears messages, but reads nothing out of them: {newest[0]?.reason ?? 'no value'}.
          </p>
        )}
      </div>
      {newest.length > 0 && (
        <ol className="flex flex-col divide-y divide-line">
          {newest.map((one) => (
            <HeardRow key={`${one.at} ${one.topic} ${one.text}`} heard={one} unit={unit} />
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
        {formatSecond(at)} · {topic}
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
