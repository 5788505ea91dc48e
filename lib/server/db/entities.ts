import type { Device, Entity, EntityStatus, Value } from '../../domain/entity/entity.ts';
import type { Database } from './connection/client.ts';
import { writeDescriptions } from './descriptions.ts';
import type { Heard } from './history/batch.ts';
import type { StateAt } from './history/read/states.ts';
import { historyStore } from './history.ts';

/** What is in the home and what it is doing, as `home.restore` takes it. */
export type KnownHome = {
  readonly devices: readonly Device[];
  readonly entities: readonly Entity[];
  /** By id of the entity. `available` is a property of the state, as in the history. */
  readonly statuses: Readonly<Record<string, EntityStatus>>;
};

/** Devices and entities as their dialects describe them; the homeowner's choices lie in choices.ts. */
export function entityStore(db: Database) {
  const history = historyStore(db);
  return {
    async save(
      devices: readonly Device[],
      entities: readonly Entity[],
      now: number,
    ): Promise<void> {
      await db.transaction((statements) =>
        writeDescriptions(statements, { now, devices, entities }),
      );
    },

    /** Their devices have withdrawn them; their history stays. */
    async markRemoved(removed: readonly string[], now: number): Promise<void> {
      await db.transaction((statements) => writeDescriptions(statements, { now, removed }));
    },

    /** All that is in the home now, with the newest value of each property. */
    /** How many entities there are, those that are gone included: a new one makes it another number. */
    count: (): Promise<number> => db.prisma.entity.count(),

    async loadAll(): Promise<KnownHome> {
      const [devices, entities, latest] = await Promise.all([
        db.prisma.device.findMany({ where: { entities: { some: { removedAt: null } } } }),
        db.prisma.entity.findMany({ where: { removedAt: null } }),
        history.latest(),
      ]);
      const readings = new Map<string, StateAt[]>();
      for (const reading of latest) {
        const list = readings.get(reading.entityId);
        if (list === undefined) readings.set(reading.entityId, [reading]);
        else list.push(reading);
      }
      return {
        devices: devices.map(({ body }) => JSON.parse(body) as Device),
        entities: entities.map(({ body }) => JSON.parse(body) as Entity),
        statuses: Object.fromEntries(
          entities.map(({ id, heard }) => [id, statusFrom(readings.get(id) ?? [], heard)]),
        ),
      };
    },
  };
}

export type EntityStore = ReturnType<typeof entityStore>;

function statusFrom(readings: readonly StateAt[], heardJson: string | null): EntityStatus {
  const words: Pick<Heard, 'heard' | 'lastHeard'> =
    heardJson === null ? { heard: {}, lastHeard: null } : JSON.parse(heardJson);
  const reports = readings.filter(({ property }) => property !== 'available');
  return {
    state: Object.fromEntries(
      readings.map(({ property, value }): [string, Value] => [property, value]),
    ),
    times: Object.fromEntries(reports.map(({ property, at }) => [property, at])),
    heard: words.heard,
    lastHeard: words.lastHeard,
    reportedAt: reports.length === 0 ? null : Math.max(...reports.map(({ at }) => at)),
  };
}
