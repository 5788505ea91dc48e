import { formatSpan } from '../words/format.ts';

const counts = new Intl.NumberFormat();
const rates = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** A number of things, with the locale's separators. */
export const formatCount = (count: number): string => counts.format(count);

/** "1 topic", "1,204 topics". */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** "12/s", "3/min"; empty where next to nothing happens. `rate` is per second. */
export function formatRate(rate: number): string {
  if (rate >= 0.95) return `${rates.format(rate >= 10 ? Math.round(rate) : rate)}/s`;
  const perMinute = Math.round(rate * 60);
  return perMinute >= 1 ? `${perMinute}/min` : '';
}

/** How long ago, short: "now", "5 s", "3 h"; empty if never. */
export function formatSince(at: number, now: number): string {
  if (at === 0) return '';
  return now - at < 1_000 ? 'now' : formatSpan(now - at);
}

/** "512 B", "1.4 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${rates.format(bytes / 1_000)} kB`;
  return `${rates.format(bytes / 1_000_000)} MB`;
}

/** A level as it is called; one without a name is named as such. */
export const levelName = (name: string): string => (name === '' ? '(empty)' : name);

const clock = new Intl.DateTimeFormat(undefined, {
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 1,
});

/** The time of day to the tenth of a second. */
export const formatTenth = (at: number): string => clock.format(at);
