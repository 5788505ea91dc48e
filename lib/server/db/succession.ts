import type { Succession } from './batch.ts';
import type { Statements } from './client.ts';

/**
 * Lets entities go on under the ids of those they replace, as part of a transaction: what they have
 * said so far joins the old history, and later readings follow it.
 */
export async function writeSuccessions(
  statements: Statements,
  successions: readonly Succession[],
  now: number,
): Promise<void> {
  for (const { old, new: successor, identity } of successions) {
    const row = { entityId: old, createdAt: BigInt(now) };
    await statements.place.upsert({
      where: { identity },
      create: { identity, ...row },
      update: row,
    });
    await moveSeries(statements, successor, old);
  }
}

/** Readings of one entity join those of another, property by property, in the order of arrival. */
async function moveSeries(statements: Statements, from: string, to: string): Promise<void> {
  const series = await statements.series.findMany({ where: { entityId: { in: [from, to] } } });
  for (const source of series.filter(({ entityId }) => entityId === from)) {
    const target = series.find((s) => s.entityId === to && s.property === source.property);
    if (target === undefined) {
      await statements.series.update({ where: { id: source.id }, data: { entityId: to } });
      continue;
    }
    // Numbers cannot continue a history of words; then it stays with the device it came from.
    if (target.type !== source.type && target.type !== 'none' && source.type !== 'none') continue;
    if (target.type === 'none' && source.type !== 'none') {
      await statements.series.update({ where: { id: target.id }, data: { type: source.type } });
    }
    await statements.$executeRawUnsafe(
      `INSERT INTO dirty_hour (series_id, start)
       SELECT ?, start FROM hour WHERE series_id = ?
       UNION SELECT ?, start FROM dirty_hour WHERE series_id = ?
       ON CONFLICT (series_id, start) DO NOTHING`,
      target.id,
      source.id,
      target.id,
      source.id,
    );
    await statements.$executeRawUnsafe(
      'UPDATE OR REPLACE reading SET series_id = ? WHERE series_id = ?',
      target.id,
      source.id,
    );
    await statements.hour.deleteMany({ where: { seriesId: source.id } });
    await statements.dirtyHour.deleteMany({ where: { seriesId: source.id } });
    if (source.newestSeq !== null && source.newestSeq > (target.newestSeq ?? -1n)) {
      const { newestSeq, newestAt, newest, newestText } = source;
      await statements.series.update({
        where: { id: target.id },
        data: { newestSeq, newestAt, newest, newestText },
      });
    }
    // A series is never deleted: the recorder may hold its number.
    await statements.series.update({
      where: { id: source.id },
      data: { newestSeq: null, newestAt: null, newest: null, newestText: null },
    });
  }
}
