'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { createSparkLoader, sparkPoints } from '@/lib/browser/history/history-client.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useServerStatus } from '@/lib/browser/store/use-home.ts';
import { Sparkline } from '../entity/Sparkline.tsx';
import { useOnScreen } from './use-on-screen.ts';

const DAY_MS = 86_400_000;
const POINTS = 96;
const FRESH_MS = 5 * 60_000;

const load = createSparkLoader(DAY_MS, POINTS);

type Props = { view: EntityView; now: number };

/** The last 24 hours of a sensor, fetched when its tile comes into sight, up to the live value. */
export function SparkLine24({ view, now }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const seen = useOnScreen(place);
  const server = useServerStatus();
  const { data } = useQuery({
    queryKey: ['spark', view.id],
    queryFn: () => load(view.id),
    enabled: seen && server === 'ok',
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });
  const value = view.state.value;
  const points = useMemo(() => {
    const past = data ? sparkPoints(data) : [];
    const lastAt = past.findLast((point) => point !== null)?.at ?? 0;
    if (typeof value !== 'number' || past.length === 0 || now < lastAt) return past;
    return [...past, { at: now, value }];
  }, [data, value, now]);
  return (
    <div ref={place} className="absolute inset-0">
      <Sparkline points={points} from={now - DAY_MS} to={now} />
    </div>
  );
}
