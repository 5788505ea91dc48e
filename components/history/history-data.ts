import type { ChartSeries } from '@/lib/browser/history/chart-series.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';

/** What the history page shows: series and the range they cover, epoch ms. */
export type HistoryData = {
  readonly from: number;
  readonly to: number;
  readonly series: readonly ChartSeries[];
};

export type ViewOf = (id: string) => EntityView | undefined;

/** A series of a device that is gone still has its id for a name. */
export const nameOf = (viewOf: ViewOf, id: string): string => viewOf(id)?.fullName ?? id;
