import type { ForeignReading, Stands } from '../../domain/import/foreign.ts';
import type { HistoryStore } from '../db/history.ts';

type Coarse = ForeignReading & { readonly stands: Stands };

/**
 * Keeps statistics out of time that is known better: an hour's mean is left out where the home has readings
 * of its own in that hour. The same statistic from an earlier import is no such reading.
 */
export function createCoarse(history: Pick<HistoryStore, 'raw'>) {
  /** The readings of ours that lie in the spans of statistics. */
  async function busy(entityId: string, some: readonly Coarse[]): Promise<ReadonlySet<Coarse>> {
    const found = new Set<Coarse>();
    const span = { from: some[0]!.stands.from, to: some.at(-1)!.stands.to };
    let at = 0;
    let after = null;
    do {
      const page = await history.raw(entityId, 'value', span, { after, limit: 10_000 });
      for (const reading of page.readings) {
        while (at < some.length - 1 && some[at]!.stands.to <= reading.at) at++;
        const one = some[at]!;
        if (reading.at >= one.stands.from && reading.at < one.stands.to && reading.at !== one.at)
          found.add(one);
      }
      after = page.next;
    } while (after !== null);
    return found;
  }

  return {
    /** @param ownId our entity that has had readings before; null: it is new */
    async filter(
      readings: readonly ForeignReading[],
      ownId: (reading: ForeignReading) => string | null,
    ): Promise<readonly ForeignReading[]> {
      const groups = new Map<string, Coarse[]>();
      for (const reading of readings) {
        if (reading.stands === undefined) continue;
        const id = ownId(reading);
        if (id === null) continue;
        const group = groups.get(id);
        if (group === undefined) groups.set(id, [reading as Coarse]);
        else group.push(reading as Coarse);
      }
      const drop = new Set<ForeignReading>();
      for (const [id, group] of groups) for (const one of await busy(id, group)) drop.add(one);
      return drop.size === 0 ? readings : readings.filter((reading) => !drop.has(reading));
    },
  };
}
