import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { chartSeries } from '@/lib/browser/chart-series.ts';
import { fetchHistory } from '@/lib/browser/history-client.ts';

const LIVE_MS = 30_000;
const POINTS = 600;

type Question = {
  readonly entities: readonly string[];
  readonly spanMs: number;
  /** Epoch ms; null: now, and renewed while it is on screen. */
  readonly to: number | null;
};

/** The series of a chart with the range they were asked for. */
export function useSeries({ entities, spanMs, to }: Question) {
  return useQuery({
    queryKey: ['history', entities, spanMs, to],
    queryFn: async ({ signal }) => {
      const end = to ?? Date.now();
      const from = end - spanMs;
      const series = await fetchHistory({ entities, from, to: end, points: POINTS }, signal);
      return { from, to: end, series: series.map(chartSeries) };
    },
    enabled: entities.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: to === null ? LIVE_MS : false,
    staleTime: LIVE_MS / 2,
    retry: 1,
  });
}
