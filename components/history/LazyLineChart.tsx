'use client';

import { lazy, Suspense } from 'react';
import type { Drawn } from './LineChart.tsx';

const LineChart = lazy(async () => {
  const { LineChart: chart } = await import('./LineChart.tsx');
  return { default: chart };
});

type Props = {
  drawn: readonly Drawn[];
  from: number;
  to: number;
  height: number;
  sync?: string;
};

/** The chart library (85 kB) comes when the first chart does; its place is kept meanwhile. */
export function LazyLineChart(props: Props) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <LineChart {...props} />
    </Suspense>
  );
}
