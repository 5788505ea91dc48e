'use client';

import { useState } from 'react';
import { diffLines } from '@/lib/browser/explorer/diff.ts';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import { formsOf, linesOf, previewOf } from '@/lib/browser/explorer/payload.ts';
import { countOf, formatBytes, formatTenth } from '@/lib/browser/explorer/words.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { DiffView } from './DiffView.tsx';

/** The payloads of a topic since the page was opened, each with what it changed. */
export function PayloadHistory({ history }: { history: readonly Heard[] }) {
  return (
    <Disclosure
      title={`The last ${countOf(history.length, 'payload')}`}
      className="border-t border-line pt-1"
    >
      <ol className="divide-y divide-line">
        {history.map((heard, i) => (
          <Item key={heard.id} heard={heard} before={history[i + 1]} />
        ))}
      </ol>
    </Disclosure>
  );
}

function Item({ heard, before }: { heard: Heard; before: Heard | undefined }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-11 w-full items-baseline gap-3 py-2 text-start"
      >
        <span className="num shrink-0 text-13 text-ink-3">{formatTenth(heard.at)}</span>
        <span className="min-w-0 flex-1 truncate text-13">{previewOf(heard)}</span>
        <span className="num shrink-0 text-12 text-ink-3">{formatBytes(heard.size)}</span>
      </button>
      {isOpen && (
        <div className="pb-3">
          <Change heard={heard} before={before} />
        </div>
      )}
    </li>
  );
}

function Change({ heard, before }: { heard: Heard; before: Heard | undefined }) {
  const form = formsOf(heard)[0];
  if (form === undefined) return <p className="text-13 text-ink-2">The payload is empty.</p>;
  const shown = form === 'image' ? 'hex' : form;
  const { lines } = linesOf(heard, shown);
  if (before === undefined || !formsOf(before).includes(shown)) {
    return (
      <DiffView
        label="Payload"
        lines={lines.map((text) => ({ type: 'same', text }))}
        shows="after"
      />
    );
  }
  const diff = diffLines(linesOf(before, shown).lines, lines);
  return diff.every(({ type }) => type === 'same') ? (
    <p className="text-13 text-ink-2">The same as before.</p>
  ) : (
    <DiffView label="What changed" lines={diff} shows="changes" />
  );
}
