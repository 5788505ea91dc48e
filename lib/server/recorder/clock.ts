/**
 * Receive times that never go back (epoch ms), not behind those of the run before either. When the machine's clock is set back, time goes on at
 * half its speed until the clock has caught up.
 */
export function receiveClock(
  notBefore: number,
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): () => number {
  let at = notBefore;
  let last = monotonic();
  return () => {
    const [now, tick] = [wall(), monotonic()];
    at = now >= at ? now : at + Math.max(0, tick - last) / 2;
    last = tick;
    return Math.floor(at);
  };
}
