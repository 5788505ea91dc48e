import type { PreviewOut } from '@/lib/api/retention.ts';
import { countOf } from '@/lib/browser/explorer/words.ts';
import { basisWords, formatDay, formatSize, lossWords } from '@/lib/browser/storage/words.ts';

/** Of what is stored: for less it is hardly worth a loss. */
const LITTLE = 0.05;

/** What a policy would come to: three sizes side by side, and what would be lost. */
export function PreviewWords({ preview, isOld }: { preview: PreviewOut; isOld: boolean }) {
  const { lost, entities, basisDays, home, scope } = preview;
  // Of the home one wants to know all of it, not only the history.
  const { bytes, inYear } = scope === 'home' ? home : preview;
  const rows = [
    ['On disk now', bytes, 'var(--ink-3)'],
    ['In a year, as it is', inYear.without, 'var(--series-2)'],
    ['In a year, with this', inYear.with, 'var(--series-1)'],
  ] as const;
  const most = Math.max(...rows.map(([, size]) => size), 1);
  return (
    <div
      data-testid="preview"
      aria-busy={isOld}
      className={`mt-5 rounded-tile border border-line bg-surface px-4 py-3.5 transition-opacity duration-200 ${isOld ? 'opacity-60' : ''}`}
    >
      <dl className="flex flex-col gap-2.5">
        {rows.map(([name, size, colour]) => (
          <div key={name} className="grid grid-cols-[1fr_auto] items-baseline gap-x-4">
            <dt className="text-13 text-ink-2">{name}</dt>
            <dd className="num text-15 font-medium">{formatSize(size)}</dd>
            <dd
              aria-hidden="true"
              className="col-span-2 mt-1 h-1.5 overflow-hidden rounded-chip bg-inset"
            >
              <span
                className="block h-full rounded-chip transition-[width] duration-240 ease-house"
                style={{ width: `${(size / most) * 100}%`, background: colour }}
              />
            </dd>
          </div>
        ))}
      </dl>
      <p className="num mt-3 text-13 text-ink-3">
        {countOf(entities, 'entity', 'entities')}. {basisWords(basisDays)}.
        {scope !== 'home' &&
          ` The whole database would take ${formatSize(home.inYear.with)} in a year.`}
      </p>
      <p className="num mt-3 border-t border-line pt-3 text-15" role="status">
        {lost === null ? (
          <span className="text-ok">Nothing would be lost.</span>
        ) : (
          <span className="text-warn">
            About {lossWords(lost)} of {countOf(lost.entities, 'entity', 'entities')} would be
            dropped for good: {formatDay(Date.parse(lost.from))} – {formatDay(Date.parse(lost.to))},{' '}
            {formatSize(lost.bytes)}.
          </span>
        )}
      </p>
      {lost !== null && lost.bytes < preview.bytes * LITTLE && (
        <p className="mt-1.5 text-13 text-ink-2">
          That frees next to nothing: the statistics that stay take about as much.
        </p>
      )}
    </div>
  );
}
