import type { StorageOut } from '@/lib/api/storage.ts';
import { growthPath } from '@/lib/browser/storage/growth-path.ts';
import { formatDay, formatSize } from '@/lib/browser/storage/words.ts';

/** How the history has grown, and how it will if it goes on like this. */
export function GrowthChart({ data: { at, totals, forecast } }: { data: StorageOut }) {
  const path = growthPath(forecast.course, Date.parse(at));
  if (path === null) return null;
  const { course, inMonth, inYear, bytesPerYear } = forecast;
  const begin = Date.parse(course[0]![0]);
  const end = Date.parse(course.at(-1)![0]);
  const words = `${formatSize(totals.bytes)} now, ${formatSize(inMonth)} in a month, ${formatSize(inYear)} in a year`;
  return (
    <figure className="rounded-tile border border-line bg-surface px-4 pt-3 pb-3">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <span className="text-15 font-medium">Growth</span>
        <span className="num text-13 text-ink-2">
          {bytesPerYear < 1 ? 'Nothing new comes in' : `${formatSize(bytesPerYear)} a year`}
        </span>
      </figcaption>
      <div role="img" aria-label={words} className="relative mt-2 h-32">
        <svg
          aria-hidden="true"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <path d={path.pastArea} fill="var(--series-1)" fillOpacity={0.14} />
          <g fill="none" stroke="var(--series-1)" strokeWidth={1.75}>
            <path d={path.pastLine} vectorEffect="non-scaling-stroke" />
            <path d={path.nextLine} vectorEffect="non-scaling-stroke" strokeDasharray="3 4" />
          </g>
          <path
            d={`M${path.nowAt} 0V100`}
            stroke="var(--edge)"
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
          <path
            d="M0 100H100"
            stroke="var(--line)"
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span
          className={`num absolute top-0 px-1.5 text-12 text-ink-2 ${path.nowAt > 60 ? '-translate-x-full' : ''}`}
          style={{ left: `${path.nowAt}%` }}
        >
          now {formatSize(totals.bytes)}
        </span>
      </div>
      <p aria-hidden="true" className="num mt-1.5 flex justify-between gap-3 text-12 text-ink-3">
        <span>{formatDay(begin)}</span>
        <span className="text-end">
          {formatDay(end)} · {formatSize(inYear)}
        </span>
      </p>
    </figure>
  );
}
