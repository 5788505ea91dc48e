'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { type ChartRow, type ChartSeries, GAP_WORDS } from '@/lib/browser/history/chart-series.ts';
import { tickWords, timeTicks } from '@/lib/browser/history/time-ticks.ts';
import { valueTicks } from '@/lib/browser/history/value-ticks.ts';
import { formatDate, formatReading, formatTick } from '@/lib/browser/words/format.ts';

export type Drawn = {
  readonly series: ChartSeries;
  readonly name: string;
  readonly colour: string;
};

type Props = {
  drawn: readonly Drawn[];
  from: number;
  to: number;
  height: number;
  /** Charts with the same name share their crosshair. */
  sync?: string;
};

/** Lines of one unit: the mean on its min–max band; or bars, of counters. Gaps stay gaps, and say why on hover. */
export function LineChart({ drawn, from, to, height, sync }: Props) {
  const ticks = timeTicks(from, to, 6);
  const side = sideOf(drawn);
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        syncId={sync}
        syncMethod="value"
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        {drawn.flatMap(({ series }) =>
          series.gaps.map((gap) => (
            <ReferenceArea
              key={`${series.entity}${gap.from}`}
              x1={gap.from}
              x2={gap.to}
              fill="var(--inset)"
              fillOpacity={0.7}
            />
          )),
        )}
        <XAxis
          dataKey="at"
          type="number"
          domain={[from, to]}
          allowDataOverflow
          allowDuplicatedCategory={false}
          ticks={[...ticks]}
          tickFormatter={(at: number) => tickWords(at, to - from)}
          tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
        />
        <YAxis
          width={44}
          domain={[side.ticks[0] ?? 0, side.ticks.at(-1) ?? 1]}
          ticks={[...side.ticks]}
          interval={0}
          tickFormatter={(value: number) => formatTick(value, side.decimals)}
          tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          filterNull={false}
          cursor={{ stroke: 'var(--ink-3)' }}
          content={({ active, label }) =>
            active && typeof label === 'number' ? <Hint at={label} drawn={drawn} /> : null
          }
        />
        {drawn.map(({ series, colour }) => (
          <Area
            key={`band ${series.entity}`}
            data={[...series.rows]}
            dataKey="band"
            stroke="none"
            fill={colour}
            fillOpacity={0.14}
            isAnimationActive={false}
            activeDot={false}
            connectNulls={false}
          />
        ))}
        {drawn
          .filter(({ series }) => series.kind === 'bars')
          .map(({ series, colour, name }) => (
            <Area
              key={`bars ${series.entity}`}
              data={series.rows.flatMap(corners)}
              dataKey="mean"
              name={name}
              type="linear"
              stroke={colour}
              strokeWidth={1.25}
              fill={colour}
              fillOpacity={0.35}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        {drawn.map(({ series, colour, name }) =>
          series.kind === 'bars' ? null : (
            <Line
              key={series.entity}
              data={[...series.rows]}
              dataKey="mean"
              name={name}
              type={series.resolution === 'raw' ? 'stepAfter' : 'linear'}
              stroke={colour}
              strokeWidth={1.75}
              dot={series.rows.length < 2}
              activeDot={{ r: 3.5, fill: colour, stroke: 'var(--surface)' }}
              isAnimationActive={false}
              connectNulls={false}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** The upper corners of a bar; a line through all of them is all bars. */
const corners = (row: ChartRow): ChartRow[] =>
  row.bar === undefined ? [row] : row.bar.map((at) => ({ ...row, at }));

/** The values at the side: all bands fit between the first and the last. */
function sideOf(drawn: readonly Drawn[]) {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { series } of drawn) {
    min = Math.min(min, series.stats?.min ?? min);
    max = Math.max(max, series.stats?.max ?? max);
  }
  return min <= max ? valueTicks(min, max, 5) : { ticks: [], decimals: 0 };
}

/** What was at one moment. Names are text of devices, and stay text. */
function Hint({ at, drawn }: { at: number; drawn: readonly Drawn[] }) {
  return (
    <div className="num rounded-control border border-line bg-surface px-3 py-2 text-13">
      <p className="text-ink-3">{formatDate(at)}</p>
      {drawn.map(({ series, name, colour }) => {
        const row = nearest(series.rows, at);
        if (!row) return null;
        const reading = (value: number) => formatReading(value, series.unit);
        const words = row.gap
          ? GAP_WORDS[row.gap]
          : row.mean === null
            ? '—'
            : `${reading(row.mean)} ${series.unit ?? ''}`;
        return (
          <p key={series.entity} className="flex items-baseline gap-2">
            <span className="size-2 shrink-0 rounded-chip" style={{ background: colour }} />
            <span className="max-w-48 truncate text-ink-2">{name}</span>
            <span className="font-medium">{words}</span>
            {row.band && row.count > 1 && (
              <span className="text-ink-3">
                {reading(row.band[0])} – {reading(row.band[1])}
              </span>
            )}
          </p>
        );
      })}
    </div>
  );
}

function nearest<R extends { at: number }>(rows: readonly R[], at: number): R | undefined {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const [after, before] = [rows[low], rows[low - 1]];
  if (!before || !after) return after ?? before;
  return at - before.at < after.at - at ? before : after;
}
