'use client';

import { useMemo, useState } from 'react';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import { seriesOf } from '@/lib/browser/explorer/numbers.ts';
import { formatReading, formatSpan } from '@/lib/browser/words/format.ts';
import { Sparkline } from '../entity/Sparkline.tsx';
import { Choice } from '../ui/Choice.tsx';

/** The numbers in the last payloads as a small line; of several, the one that is chosen. */
export function NumberCharts({ history }: { history: readonly Heard[] }) {
  const [wish, setWish] = useState<string | null>(null);
  const all = useMemo(
    () => seriesOf(history).filter(({ points }) => points.filter(Boolean).length > 1),
    [history],
  );
  const series = all.find(({ path }) => path === wish) ?? all[0];
  if (series === undefined) return null;
  const known = series.points.filter((point) => point !== null);
  const values = known.map(({ value }) => value);
  const [from, to] = [known[0]?.at ?? 0, known.at(-1)?.at ?? 0];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (
    <section aria-label="Numbers" className="flex flex-col gap-2">
      {all.length > 1 && (
        <Choice
          label="Number"
          few={4}
          value={series.path}
          options={all.map(({ path }) => path)}
          words={(path) => path}
          onChoose={setWish}
        />
      )}
      {all.length === 1 && series.path !== '' && (
        <h3 className="text-13 font-medium break-words text-ink-2">{series.path}</h3>
      )}
      <div className="rounded-control border border-line bg-bg px-3 py-2">
        <div className="relative h-14 text-ink-2">
          {/* Where all came within one moment there is no line to draw. */}
          <Sparkline points={series.points} from={from} to={Math.max(to, from + 1)} />
        </div>
        <p className="num mt-1 flex flex-wrap justify-between gap-x-3 text-12 text-ink-3">
          <span>{`${known.length} values within ${to - from < 1_000 ? 'a second' : formatSpan(to - from)}`}</span>
          <span>{`${formatReading(low, null)} – ${formatReading(high, null)}`}</span>
        </p>
      </div>
    </section>
  );
}
