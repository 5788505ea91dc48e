/** The values a control goes through. */
export type Scale = { readonly min: number; readonly max: number; readonly step: number };

/** The nearest value of the scale; steps count from its lower end. */
export function snap(value: number, { min, max, step }: Scale): number {
  if (!Number.isFinite(value)) return min;
  const size = step > 0 ? step : 1;
  const stepped = Math.round((value - min) / size) * size + min;
  return Math.max(min, Math.min(max, Number(stepped.toFixed(6))));
}

/** One step up or down from a value, onto the scale's own marks. */
export function stepped(value: number, by: 1 | -1, scale: Scale): number {
  const near = snap(value, scale);
  const between = Math.abs(near - value) > scale.step * 1e-3;
  // 21.3 on a scale of halves: up is 21.5, down is 21.0.
  if (between && Math.sign(near - value) === by) return near;
  return snap(near + by * scale.step, scale);
}

/** How far Page up goes: a tenth of the scale, in whole steps. */
export const pageOf = ({ min, max, step }: Scale): number =>
  Math.max(1, Math.round((max - min) / 10 / step)) * step;
