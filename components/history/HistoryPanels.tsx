import type { ChartSeries } from '@/lib/browser/history/chart-series.ts';
import { type HistoryData, nameOf, type ViewOf } from './history-data.ts';
import { LazyLineChart } from './LazyLineChart.tsx';
import { SeriesStats } from './SeriesStats.tsx';
import { StripChart } from './StripChart.tsx';
import { seriesColour } from './series-colour.ts';
import { spanWords } from './span-words.ts';

type Props = { data: HistoryData; viewOf: ViewOf };

const HEIGHT = 260;

const isFigures = ({ kind }: ChartSeries) => kind === 'line' || kind === 'bars';

/** One panel alone has the rest of the screen; several share it. */
const heightOf = (panels: number) =>
  panels > 1 ? HEIGHT : Math.round(Math.max(HEIGHT, Math.min(540, window.innerHeight - 400)));

/** One panel a unit (counters have their own), under one another with one crosshair; on/off and texts as strips. */
export function HistoryPanels({ data, viewOf }: Props) {
  const { from, to, series } = data;
  const drawn = series.map((one, i) => ({
    series: one,
    name: nameOf(viewOf, one.entity),
    colour: seriesColour(i),
  }));
  const panels = new Map<string, typeof drawn>();
  for (const one of drawn) {
    if (!isFigures(one.series)) continue;
    // What was counted and how far a counter is have one unit, but not one scale.
    const panel = `${one.series.kind} ${one.series.unit ?? ''}`;
    panels.set(panel, [...(panels.get(panel) ?? []), one]);
  }
  const height = heightOf(drawn.filter(({ series: one }) => !isFigures(one)).length + panels.size);
  return (
    <div className="flex flex-col gap-4">
      {[...panels].map(([panel, members]) => (
        <section key={panel} className="rounded-tile border border-line bg-surface p-3">
          <ul className="mb-2 flex flex-col gap-1 px-1">
            {members.map(({ series: one, name, colour }) => (
              <li key={one.entity} className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
                <Label name={name} colour={colour} />
                <SeriesStats series={one} />
              </li>
            ))}
          </ul>
          {members.some(({ series: one }) => one.rows.length > 0) ? (
            <LazyLineChart drawn={members} from={from} to={to} height={height} sync="history" />
          ) : (
            <Nothing />
          )}
        </section>
      ))}
      {drawn.map(({ series: one, name, colour }) =>
        isFigures(one) ? null : (
          <section key={one.entity} className="rounded-tile border border-line bg-surface p-3">
            <div className="mb-2 px-1">
              <Label name={name} colour={colour} />
            </div>
            {one.spans.length > 0 ? (
              <StripChart
                series={one}
                colour={colour}
                from={from}
                to={to}
                words={(value) => spanWords(viewOf(one.entity), value)}
              />
            ) : (
              <Nothing />
            )}
          </section>
        ),
      )}
    </div>
  );
}

function Label({ name, colour }: { name: string; colour: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2 text-15 font-medium">
      <span className="size-2.5 shrink-0 rounded-chip" style={{ background: colour }} />
      <span className="truncate">{name}</span>
    </span>
  );
}

const Nothing = () => (
  <p className="grid h-24 place-items-center text-13 text-ink-3">
    Nothing was recorded in this range.
  </p>
);
