import type { Correction } from '../../domain/history/corrections.ts';
import type { Database, Statements } from './connection/client.ts';

/** A correction as it is stored. */
export type StoredCorrection = Correction & {
  readonly property: string;
  readonly reason: string;
  /** Epoch ms. */
  readonly createdAt: number;
};

/** What the homeowner says of single readings. The web writes it; the readings stay as they are. */
export function correctionStore({ prisma, driver }: Pick<Database, 'prisma' | 'driver'>) {
  const corrections = prisma.correction;

  const series = (where: { entityId?: string; property?: string }) =>
    prisma.series.findMany({ where, select: { id: true, entityId: true, property: true } });
  const seriesId = async (entityId: string, property: string): Promise<number | null> =>
    (await series({ entityId, property }))[0]?.id ?? null;

  /** Corrections with the series they belong to, in order of time. */
  async function read(where: { seriesId?: { in: number[] } }) {
    const rows = await corrections.findMany({ where, orderBy: [{ at: 'asc' }, { nth: 'asc' }] });
    return rows.map(({ at, createdAt, ...row }) => ({
      ...row,
      at: Number(at),
      createdAt: Number(createdAt),
    }));
  }

  return {
    /** Those of an entity, or of one property of it, in order of time. */
    async of(entityId: string, property?: string): Promise<readonly StoredCorrection[]> {
      // Hardly anybody has any: that is found out by a look at one empty table.
      const [some] = await driver.read({ sql: 'SELECT 1 FROM correction LIMIT 1', args: [] });
      if (some?.length === 0) return [];
      const own = await series({ entityId, ...(property !== undefined && { property }) });
      const names = new Map(own.map(({ id, property: name }) => [id, name]));
      const rows = await read({ seriesId: { in: own.map(({ id }) => id) } });
      return rows.map(({ seriesId: id, ...row }) => ({ ...row, property: names.get(id)! }));
    },

    /** All there are, with their entities. */
    async all(): Promise<readonly (StoredCorrection & { readonly entityId: string })[]> {
      const rows = await read({});
      if (rows.length === 0) return [];
      const owners = new Map((await series({})).map(({ id, ...owner }) => [id, owner]));
      return rows.flatMap(({ seriesId: id, ...row }) => {
        const owner = owners.get(id);
        return owner === undefined ? [] : [{ ...row, ...owner }];
      });
    },

    /** Corrects a reading, or corrects it otherwise. False: there is no such series. */
    async put(
      entityId: string,
      { property, at, nth, value, reason, createdAt }: StoredCorrection,
    ): Promise<boolean> {
      const id = await seriesId(entityId, property);
      if (id === null) return false;
      const content = { value, reason, createdAt: BigInt(createdAt) };
      const place = { seriesId: id, at: BigInt(at), nth };
      await corrections.upsert({
        where: { seriesId_at_nth: place },
        create: { ...place, ...content },
        update: content,
      });
      return true;
    },

    /** False: the reading was not corrected. */
    async remove(
      entityId: string,
      { property, at, nth }: Pick<StoredCorrection, 'property' | 'at' | 'nth'>,
    ): Promise<boolean> {
      const id = await seriesId(entityId, property);
      if (id === null) return false;
      const { count } = await corrections.deleteMany({
        where: { seriesId: id, at: BigInt(at), nth },
      });
      return count > 0;
    },
  };
}

export type CorrectionStore = ReturnType<typeof correctionStore>;

/** The readings of a series go over to another, and what was said of them with them. */
export async function moveCorrections(
  { correction: corrections }: Statements,
  from: number,
  to: number,
): Promise<void> {
  for (const row of await corrections.findMany({ where: { seriesId: from } })) {
    const { at, nth, ...content } = { ...row, seriesId: to };
    const place = { seriesId: to, at, nth };
    await corrections.upsert({
      where: { seriesId_at_nth: place },
      create: { ...place, ...content },
      update: content,
    });
  }
  await corrections.deleteMany({ where: { seriesId: from } });
}
