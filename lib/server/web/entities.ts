import type { DeviceOut, EntityEdit, EntityOut, EntityQuery } from '../../api/entities.ts';
import { Problem } from '../../api/problem.ts';
import { formatTime } from '../../api/values.ts';
import type { Device, Entity } from '../../domain/entity/entity.ts';
import type { ChoiceStore } from '../db/choices.ts';
import { pageOf } from './http/page.ts';
import type { LiveHome } from './mqtt/live-home.ts';

const DEFAULT_LIMIT = 500;

export type EntityDesk = ReturnType<typeof createEntityDesk>;

/** What the REST API says of entities. */
export function createEntityDesk(
  live: LiveHome,
  choices: ChoiceStore,
  now: () => number = Date.now,
) {
  function show(entity: Entity): EntityOut {
    const { home } = live;
    const { state, times, reportedAt } = home.status(entity.id);
    const device = home.device(entity.deviceId);
    const { source } = entity;
    return {
      id: entity.id,
      uniqueId: entity.uniqueId,
      kind: entity.kind,
      name: live.choices.names.get(entity.id) ?? entity.name,
      deviceClass: entity.deviceClass,
      stateClass: entity.stateClass,
      unit: entity.unit,
      category: entity.category,
      icon: live.choices.icons.get(entity.id) ?? entity.icon,
      enabled: entity.enabled,
      hidden: live.choices.hidden.has(entity.id),
      available: home.available(entity.id, now()),
      room: roomOf(entity, device),
      state: copy(state),
      times: mapValues(times, formatTime),
      reportedAt: reportedAt === null ? null : formatTime(reportedAt),
      capabilities: entity.capabilities as EntityOut['capabilities'],
      device: showDevice(entity, device),
      topics: [...source.stateTopics],
      commandTopics: [...source.commandTopics],
    };
  }

  const showDevice = (entity: Entity, device: Device | undefined): DeviceOut => ({
    id: entity.deviceId,
    name: live.choices.deviceNames.get(entity.deviceId) ?? device?.name ?? entity.deviceId,
    manufacturer: device?.manufacturer ?? null,
    model: device?.model ?? null,
    dialect: device?.dialect ?? entity.source.dialect,
    availability: live.home.availability(entity.deviceId, now()),
  });

  const roomOf = (entity: Entity, device: Device | undefined): string | null =>
    live.choices.deviceRooms.get(entity.deviceId) ?? device?.room ?? null;

  /** The domain's entity. @throws Problem not_found */
  function find(id: string): Entity {
    const entity = live.home.entity(id);
    if (entity) return entity;
    throw new Problem('not_found', {
      detail: `There is no entity ${JSON.stringify(id.slice(0, 200))}.`,
    });
  }

  return {
    find,
    show,

    list({ topic, room, kind, limit, cursor }: EntityQuery) {
      const { home } = live;
      const fed = topic === undefined ? null : new Set(home.fedBy(topic).map(({ id }) => id));
      const concerned = (entity: Entity) =>
        topic === undefined ||
        fed?.has(entity.id) ||
        entity.source.stateTopics.includes(topic) ||
        entity.source.commandTopics.includes(topic);
      const found = home
        .entities()
        .filter((entity) => kind === undefined || entity.kind === kind)
        .filter(concerned)
        .filter((entity) => {
          return room === undefined || roomOf(entity, home.device(entity.deviceId)) === room;
        })
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = pageOf(found, ({ id }) => id, limit ?? DEFAULT_LIMIT, cursor);
      return { entities: page.items.map(show), nextCursor: page.nextCursor };
    },

    one: (id: string): EntityOut => show(find(id)),

    /** Changes what the homeowner may decide, and answers with the outcome. @throws Problem */
    async edit(id: string, edit: EntityEdit): Promise<EntityOut> {
      const entity = find(id);
      if (!(await choices.write(id, edit))) {
        throw new Problem('conflict', {
          detail: 'The recorder has not stored this entity yet. Try again in a moment.',
        });
      }
      await live.readChoices();
      return show(entity);
    },
  };
}

const copy = (state: Readonly<Record<string, unknown>>) => ({ ...state }) as EntityOut['state'];

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
