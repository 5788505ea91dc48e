import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { chartSeries } from '@/lib/browser/history/chart-series.ts';
import { fetchHistory } from '@/lib/browser/history/history-client.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';

const LIVE_MS = 30_000;
const POINTS = 600;

type Question = {
  readonly entities: readonly string[];
  /** Those of them that count: what they have counted is shown, not how far they are. */
  readonly counters: readonly string[];
  readonly spanMs: number;
  /** Epoch ms; null: now, and renewed while it is on screen. */
  readonly to: number | null;
};

/** True of a meter: what it has counted says more than how far it is. */
export const isCounter = (view: EntityView | undefined): boolean =>
  view?.entity.stateClass === 'total_increasing';

/** The series of a chart with the range they were asked for. */
export function useSeries({ entities, counters, spanMs, to }: Question) {
  return useQuery({
    queryKey: ['history', entities, counters, spanMs, to],
    queryFn: async ({ signal }) => {
      const end = to ?? Date.now();
      const from = end - spanMs;
      const ask = (ids: readonly string[], as?: 'bars') =>
        ids.length === 0
          ? []
          : fetchHistory(
              { entities: ids, from, to: end, points: POINTS, ...(as && { as }) },
              signal,
            );
      const [lines, bars] = await Promise.all([
        ask(entities.filter((id) => !counters.includes(id))),
        ask(counters, 'bars'),
      ]);
      const place = ({ entity }: { entity: string }) => entities.indexOf(entity);
      const series = [...lines, ...bars].sort((a, b) => place(a) - place(b));
      return { from, to: end, series: series.map(chartSeries) };
    },
    enabled: entities.length > 0,
    // The last series stand in for the next, but not for none.
    placeholderData: entities.length > 0 ? keepPreviousData : undefined,
    refetchInterval: to === null ? LIVE_MS : false,
    staleTime: LIVE_MS / 2,
    retry: 1,
  });
}
