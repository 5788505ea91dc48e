/** The number a text is; null if it is none, or none that is finite. */
export function finiteNumber(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
