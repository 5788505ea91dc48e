import type { SeriesOut } from '../../api/history.ts';

/**
 * The series without what nobody knows: a bucket in a gap, without a reading of its own, only has what was in force
 * before. Drawn, it would be a level line where the truth is missing.
 */
export function withoutGuesses(series: SeriesOut): SeriesOut {
  const { buckets, gaps } = series;
  if (buckets === undefined || gaps.length === 0) return series;
  const spans = gaps
    .map(({ start, end }) => [Date.parse(start), Date.parse(end)] as const)
    .sort(([a], [b]) => a - b);
  let first = 0;
  return {
    ...series,
    buckets: buckets.map((bucket) => {
      if (bucket.count > 0) return bucket;
      const middle = (Date.parse(bucket.start) + Date.parse(bucket.end)) / 2;
      while (first < spans.length && spans[first]![1] <= middle) first++;
      const inGap = first < spans.length && spans[first]![0] <= middle;
      return inGap ? { ...bucket, min: null, max: null, mean: null, last: null } : bucket;
    }),
  };
}
