import { useEffect, useRef } from 'react';

const FIRST_MS = 450;
const EVERY_MS = 110;

/** Does something at once, and again and again while it is held; `stop` ends it. */
export function useRepeat() {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  function start(act: () => void): void {
    stop();
    act();
    const again = () => {
      act();
      timer.current = setTimeout(again, EVERY_MS);
    };
    timer.current = setTimeout(again, FIRST_MS);
  }
  return { start, stop };
}
