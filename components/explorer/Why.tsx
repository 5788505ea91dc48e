'use client';

import { useMemo } from 'react';
import { useSlowly } from '@/lib/browser/explorer/hooks.ts';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import { type FindEntity, type WhyLine, whyLines } from '@/lib/browser/explorer/why.ts';
import type { Message } from '@/lib/domain/dialect/message.ts';
import type { Explanation } from '@/lib/domain/entity/explain.ts';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';

type Props = {
  topic: string;
  heard: Heard;
  explain: (message: Message) => Explanation;
  find: FindEntity;
};

const ICONS = { used: 'check', problem: 'warning', note: 'info' } as const;
const TONES = { used: 'text-ok', problem: 'text-warn', note: 'text-ink-3' } as const;
/** All dialects are asked anew for each message, so not more often than this, ms. */
const CALM_MS = 1_000;

/** What the home makes of a message, in sentences: worked out here, by the page's own home. */
export function Why({ topic, heard, explain, find }: Props) {
  const calm = useSlowly(heard, CALM_MS);
  const isWhole = calm.size === calm.payload.length;
  const lines = useMemo(() => {
    if (!isWhole) return [];
    const { payload, retained, at } = calm;
    return whyLines(explain({ topic, payload, retain: retained, at }), find);
  }, [topic, calm, isWhole, explain, find]);
  return (
    <section aria-labelledby="why">
      <h3 id="why" className="mb-1.5 text-15 font-semibold">
        Why is this shown so?
      </h3>
      {isWhole ? (
        <ul className="flex flex-col gap-2">
          {lines.map((line) => (
            <Sentence key={`${line.text} ${line.entities[0]?.id}`} line={line} />
          ))}
        </ul>
      ) : (
        <p className="text-15 text-ink-2">
          Only the beginning of this payload was kept, so it cannot be explained.
        </p>
      )}
    </section>
  );
}

function Sentence({ line: { tone, text, entities } }: { line: WhyLine }) {
  return (
    <li className="flex gap-2 text-15">
      <Icon name={ICONS[tone]} size={18} className={`mt-0.5 shrink-0 ${TONES[tone]}`} />
      <span className={`min-w-0 break-words ${tone === 'note' ? 'text-ink-2' : ''}`}>
        {entities.map(({ id, name }, i) => (
          <span key={id}>
            {i > 0 && ', '}
            <Link
              href={`/?sheet=${encodeURIComponent(id)}`}
              className="py-3 font-medium underline underline-offset-4"
            >
              {name}
            </Link>
          </span>
        ))}
        {entities.length > 0 && ' '}
        {text}
      </span>
    </li>
  );
}
