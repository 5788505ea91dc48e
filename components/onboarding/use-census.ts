import { useEffect, useReducer, useState } from 'react';
import { type Census, createCensus } from '@/lib/browser/devices/topic-census.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';

const EVERYTHING = ['#'];
const EVERY_MS = 1_000;

/**
 * Listens to everything the broker carries while `active`, and shows it anew every second; null
 * while nobody listens.
 */
export function useCensus(active: boolean): Census | null {
  const { link } = useRuntime();
  const [census, setCensus] = useState<Census | null>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!active) return;
    const heard = createCensus(Date.now());
    setCensus(heard);
    const stops = [
      link.onMessage((message) => heard.take(message, message.at)),
      link.watch(EVERYTHING, { again: true }),
    ];
    const timer = setInterval(redraw, EVERY_MS);
    // What the broker keeps arrives at once: it need not wait for the next second.
    const soon = setTimeout(redraw, 250);
    return () => {
      for (const stop of stops) stop();
      clearInterval(timer);
      clearTimeout(soon);
    };
  }, [active, link]);
  return census;
}
