import type { TroubleOut } from '@/lib/api/storage.ts';
import { troubleDetail, troubleWords } from '@/lib/browser/storage/words.ts';
import { formatMoment } from '@/lib/browser/words/format.ts';

type Props = { troubles: readonly TroubleOut[]; now: number };

/** What the disk does not do as it should; nothing, mostly. */
export function Troubles({ troubles, now }: Props) {
  return troubles.map(({ type, count, lastAt, detail }) => {
    const { title, advice } = troubleWords({ type, count });
    return (
      <section
        key={type}
        role="status"
        className="mb-4 rounded-tile border border-line bg-surface px-4 py-3"
      >
        <h2 className="text-15 font-medium text-warn">{title}</h2>
        <p className="text-15">{advice}</p>
        <p className="text-13 break-words text-ink-2">
          {['Last', formatMoment(Date.parse(lastAt), now), detail && `(${troubleDetail(detail)})`]
            .filter(Boolean)
            .join(' ')}
        </p>
      </section>
    );
  });
}
