import { useEffect, useState } from 'react';

const SECOND = 1_000;

/** Whole seconds until a moment (epoch ms), counted down; 0 when it is over, or there is none. */
export function useSecondsLeft(until: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - now) / SECOND));
  const runs = left > 0 || (until !== null && until > now);
  useEffect(() => {
    setNow(Date.now());
    if (!runs) return;
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [runs]);
  return left;
}
