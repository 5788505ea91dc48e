import type { ChartSeries } from '@/lib/browser/history/chart-series.ts';
import { formatReading } from '@/lib/browser/words/format.ts';

/** Least, mean and most of a series in one line, or all that a counter has counted. */
export function SeriesStats({ series }: { series: ChartSeries }) {
  if (!series.stats || (series.kind !== 'line' && series.kind !== 'bars')) return null;
  const { min, mean, max } = series.stats;
  const figures =
    series.total === null
      ? ([
          ['Min', min],
          ['Mean', mean],
          ['Max', max],
        ] as const)
      : ([['Total', series.total]] as const);
  return (
    <dl className="num flex flex-wrap gap-x-5 text-13">
      {figures.map(([name, value]) => (
        <div key={name} className="flex items-baseline gap-1.5">
          <dt className="text-ink-3">{name}</dt>
          <dd className="font-medium">
            {formatReading(value, series.unit)} {series.unit}
          </dd>
        </div>
      ))}
    </dl>
  );
}
