import type { StorageGapOut } from '@/lib/api/storage.ts';
import { gapLine, gapWords } from '@/lib/browser/storage/words.ts';
import { formatMoment, formatSpan } from '@/lib/browser/words/format.ts';

type Props = {
  gaps: readonly StorageGapOut[];
  nameOf: (id: string) => string;
  now: number;
};

/** When readings were missing lately, and why. */
export function LastGaps({ gaps, nameOf, now }: Props) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-17 font-semibold">Last gaps</h2>
      {gaps.length === 0 ? (
        <p className="rounded-tile border border-line bg-surface px-4 py-3.5 text-15 text-ink-2">
          None: the recorder was always there, and every sensor speaks.
        </p>
      ) : (
        <ul className="divide-y divide-line rounded-tile border border-line bg-surface">
          {gaps.map((gap) => (
            <li key={`${gap.start} ${gap.entity}`} className="flex gap-4 px-4 py-2.5">
              <span className="min-w-0 flex-1">
                <span className="block text-15 break-words">{gapWords(gap, nameOf)}</span>
                <span className="block text-13 break-words text-ink-2">
                  {[whenWords(gap, now), gapLine(gap)].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className="num shrink-0 text-15 text-ink-2">
                {formatSpan((gap.end === null ? now : Date.parse(gap.end)) - Date.parse(gap.start))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function whenWords({ start, end }: StorageGapOut, now: number): string {
  const begin = formatMoment(Date.parse(start), now);
  return end === null ? `since ${begin}` : `${begin} – ${formatMoment(Date.parse(end), now)}`;
}
