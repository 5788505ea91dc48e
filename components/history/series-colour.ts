/** The colour of the n-th series; there are eight. */
export const seriesColour = (index: number): string => `var(--series-${(index % 8) + 1})`;
