import type { ChartSeries, Span } from '@/lib/browser/history/chart-series.ts';
import { tickWords, timeTicks } from '@/lib/browser/history/time-ticks.ts';
import { formatDate } from '@/lib/browser/words/format.ts';

type Props = {
  series: ChartSeries;
  colour: string;
  from: number;
  to: number;
  /** What a span means: "Open", or the text itself. */
  words: (value: number | string) => string;
};

/** Of the strip's width: on less than that no word can be read, and its first letters only smear. */
const WORDS_FROM = 0.08;

/** On and off as a strip; texts too, side by side. */
export function StripChart({ series, colour, from, to, words }: Props) {
  const place = (at: number) => ((Math.max(from, Math.min(to, at)) - from) / (to - from)) * 100;
  const share = (span: Span) => (place(span.to) - place(span.from)) / 100;
  const shown = series.spans.filter((span) => span.to >= from && span.from <= to);
  return (
    <div className="ps-11 pe-2">
      <div className="relative h-9 overflow-hidden rounded-control bg-inset">
        {shown.map((span) => (
          <div
            key={span.from}
            title={`${words(span.value)} · ${formatDate(span.from)} – ${formatDate(span.to)}`}
            className="absolute inset-y-0 truncate border-e border-surface text-12 leading-9 text-ink"
            style={{
              left: `${place(span.from)}%`,
              width: `max(1px, ${place(span.to) - place(span.from)}%)`,
              background: paint(span, colour),
            }}
          >
            {typeof span.value === 'string' && share(span) >= WORDS_FROM && (
              <span className="px-1">{words(span.value)}</span>
            )}
          </div>
        ))}
      </div>
      <div className="num relative mt-1 h-4 text-12 text-ink-3" aria-hidden="true">
        {timeTicks(from, to, 6).map((at) => (
          <span
            key={at}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: `${Math.max(4, Math.min(96, place(at)))}%` }}
          >
            {tickWords(at, to - from)}
          </span>
        ))}
      </div>
    </div>
  );
}

function paint({ value }: Span, colour: string): string {
  if (typeof value === 'string') return `color-mix(in srgb, ${colour} 30%, transparent)`;
  const share = Math.max(0, Math.min(1, value));
  return share === 0
    ? 'transparent'
    : `color-mix(in srgb, ${colour} ${Math.round(25 + 75 * share)}%, transparent)`;
}
