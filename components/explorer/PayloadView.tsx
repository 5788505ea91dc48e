'use client';

import { useMemo, useState } from 'react';
import { diffLines } from '@/lib/browser/explorer/diff.ts';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import { formsOf, linesOf, type PayloadForm } from '@/lib/browser/explorer/payload.ts';
import { formatBytes } from '@/lib/browser/explorer/words.ts';
import { Chips } from '../ui/Chips.tsx';
import { CopyButton } from './CopyButton.tsx';
import { DiffView } from './DiffView.tsx';
import { PayloadPicture } from './PayloadPicture.tsx';

const WORDS: Readonly<Record<PayloadForm, string>> = {
  json: 'JSON',
  text: 'Text',
  hex: 'Hex',
  image: 'Picture',
};

type Props = { heard: Heard; before: Heard | undefined };

/** A payload in the best form it has, or the one that is chosen; what changed in it is marked. */
export function PayloadView({ heard, before }: Props) {
  const [wish, setWish] = useState<PayloadForm | null>(null);
  const forms = useMemo(() => formsOf(heard), [heard]);
  const form = wish !== null && forms.includes(wish) ? wish : forms[0];
  const { lines, isCut } = useMemo(
    () => (form === undefined ? { lines: [], isCut: false } : linesOf(heard, form)),
    [heard, form],
  );
  const diff = useMemo(() => {
    const same = form !== undefined && before !== undefined && formsOf(before).includes(form);
    return same ? diffLines(linesOf(before, form).lines, lines) : null;
  }, [before, form, lines]);
  if (form === undefined) {
    return <p className="text-15 text-ink-2">The payload is empty.</p>;
  }
  return (
    <section aria-label="Payload">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-2">
        <Chips
          label="Payload as"
          showsLabel={false}
          value={form}
          options={forms}
          words={(option) => WORDS[option as PayloadForm]}
          onChoose={(option) => setWish(option as PayloadForm)}
        />
        {form !== 'image' && <CopyButton label="Copy the payload" text={lines.join('\n')} />}
      </div>
      {form === 'image' ? (
        <PayloadPicture heard={heard} />
      ) : (
        <DiffView
          label="Payload"
          lines={diff ?? lines.map((text) => ({ type: 'same', text }))}
          shows="after"
        />
      )}
      {isCut && form !== 'image' && (
        <p className="mt-1.5 text-13 text-ink-3">
          {`This is the beginning of ${formatBytes(heard.size)}.`}
        </p>
      )}
    </section>
  );
}
