const MANTISSAS = [1, 2, 5, 10];

/**
 * Round values for the side of a chart, from at or below `min` to at or above `max`, in steps of
 * 1, 2 or 5 times a power of ten; about `wanted` of them, and at least two.
 * @returns the ticks, and how many decimals tell them apart
 */
export function valueTicks(
  min: number,
  max: number,
  wanted: number,
): { readonly ticks: readonly number[]; readonly decimals: number } {
  const flat = max - min <= Math.abs(max) * 1e-9;
  // A value that never changes stands in the middle, not at the foot.
  const pad = flat ? Math.max(Math.abs(max) * 0.05, 1) : 0;
  const rough = (max - min + 2 * pad) / Math.max(1, wanted - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (MANTISSAS.find((mantissa) => mantissa * power >= rough * 0.999) ?? 10);
  const first = Math.floor((min - pad) / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil((max + pad) / step - 1e-9));
  const decimals = Math.max(0, Math.min(20, -Math.floor(Math.log10(step) + 1e-9)));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(decimals)),
  );
  return { ticks, decimals };
}
