/**
 * Tells what a broker delivers again under new packet ids, as RabbitMQ does after each reconnection (the
 * standard wants the old ids [MQTT-4.4.0-1], but its ids begin anew). What was not acknowledged comes first
 * and in order, so it is the end of what was taken in before; what follows was never received.
 * @param taken hashes of what was taken in before the connection ended, in order
 */
export function redelivery(taken: readonly string[]) {
  /** Where the next repetition would have to stand, for each place that may have been the first. */
  let next: readonly number[] | null = null;
  return {
    /** True if this delivery, which carries DUP, has been taken in before. Ask in order of arrival. */
    isRepeated(hash: string): boolean {
      const places: readonly number[] = next ?? taken.map((_, i) => i);
      const matching = places.filter((i) => taken[i] === hash);
      next = matching.map((i) => i + 1);
      return matching.length > 0;
    },
  };
}

export type Redelivery = ReturnType<typeof redelivery>;
