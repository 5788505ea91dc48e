import { type ChartSeries, GAP_WORDS } from '@/lib/browser/history/chart-series.ts';
import { formatDate, formatReading, formatSecond } from '@/lib/browser/words/format.ts';
import { type HistoryData, nameOf, type ViewOf } from './history-data.ts';
import { spanWords } from './span-words.ts';

type Props = { data: HistoryData; viewOf: ViewOf };

const MOST_ROWS = 600;

/** The same in figures, newest first. */
export function HistoryTable({ data, viewOf }: Props) {
  return (
    <div className="flex flex-col gap-6">
      {data.series.map((series) => (
        <div
          key={series.entity}
          className="overflow-x-auto rounded-tile border border-line bg-surface"
        >
          <table className="num w-full text-13">
            <caption className="px-4 pt-3 pb-2 text-start text-15 font-medium">
              {nameOf(viewOf, series.entity)}
            </caption>
            {series.kind === 'line' || series.kind === 'bars' ? (
              <Figures series={series} />
            ) : (
              <Spans series={series} words={(value) => spanWords(viewOf(series.entity), value)} />
            )}
          </table>
        </div>
      ))}
    </div>
  );
}

const HEAD = 'px-3 py-2 text-start font-medium text-ink-3 md:px-4';
const CELL = 'border-t border-line px-3 py-2 md:px-4';

function Figures({ series }: { series: ChartSeries }) {
  const unit = series.unit ? ` ${series.unit}` : '';
  const reading = (value: number | undefined) =>
    value === undefined ? '' : formatReading(value, series.unit) + unit;
  // A single reading is its own mean, least and most.
  const isRaw = series.resolution === 'raw';
  const isPlain = isRaw || series.kind === 'bars';
  const heads = isRaw
    ? ['Time', 'Value']
    : isPlain
      ? ['Time', 'Increase']
      : ['Time', 'Mean', 'Min', 'Max', 'Readings'];
  const now = Date.now();
  const time = (at: number) => (isRaw ? formatSecond(at, now) : formatDate(at));
  return (
    <>
      <Heads names={heads} />
      <tbody>
        {[...series.rows]
          .reverse()
          .slice(0, MOST_ROWS)
          .map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two readings may share a moment
            <tr key={`${row.at} ${i}`}>
              <td className={`${CELL} whitespace-nowrap`}>{time(row.at)}</td>
              {row.gap ? (
                <td className={`${CELL} text-ink-3`} colSpan={heads.length - 1}>
                  {GAP_WORDS[row.gap]}
                </td>
              ) : (
                <>
                  <td className={CELL}>{row.mean === null ? '—' : reading(row.mean)}</td>
                  {!isPlain && (
                    <>
                      <td className={CELL}>{reading(row.band?.[0])}</td>
                      <td className={CELL}>{reading(row.band?.[1])}</td>
                      <td className={CELL}>{row.count}</td>
                    </>
                  )}
                </>
              )}
            </tr>
          ))}
      </tbody>
    </>
  );
}

function Spans({
  series,
  words,
}: {
  series: ChartSeries;
  words: (value: number | string) => string;
}) {
  const now = Date.now();
  return (
    <>
      <Heads names={['From', 'To', 'State']} />
      <tbody>
        {[...series.spans]
          .reverse()
          .slice(0, MOST_ROWS)
          .map((span, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two readings may share a moment
            <tr key={`${span.from} ${i}`}>
              <td className={CELL}>{formatSecond(span.from, now)}</td>
              <td className={CELL}>{formatSecond(span.to, now)}</td>
              <td className={CELL}>{words(span.value)}</td>
            </tr>
          ))}
      </tbody>
    </>
  );
}

function Heads({ names }: { names: readonly string[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" className={HEAD}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
