import type { EntityKind } from '../../domain/entity/entity.ts';
import type { EntityView } from '../store/entity-view.ts';

/** The tiles of one room: first what one acts on, then what is open or moving, then readings. */
export type Group = {
  readonly room: string | null;
  readonly ids: readonly string[];
};

const ORDER: readonly EntityKind[] = [
  'alarm_control_panel',
  'light',
  'climate',
  'water_heater',
  'cover',
  'valve',
  'fan',
  'humidifier',
  'lock',
  'switch',
  'vacuum',
  'lawn_mower',
  'siren',
  'scene',
  'button',
  'number',
  'select',
  'text',
  'color',
  'notify',
  'camera',
  'image',
  'device_tracker',
  'binary_sensor',
  'sensor',
  'event',
  'trigger',
  'tag',
  'structured',
  'update',
];

const rank = (kind: EntityKind) => {
  const place = ORDER.indexOf(kind);
  return place === -1 ? ORDER.length : place;
};

/** What belongs on a tile: no settings of devices, nothing that is switched off. */
export const isOnTiles = ({ entity }: EntityView): boolean =>
  entity.enabled && entity.category === null;

/** Of the readings in a room, those that people ask for come first. */
const READINGS = ['temperature', 'humidity', 'carbon_dioxide', 'illuminance', 'power', 'energy'];

const readingRank = (deviceClass: string | null) => {
  const place = READINGS.indexOf(deviceClass ?? '');
  return place === -1 ? READINGS.length : place;
};

type Kinded = Pick<EntityView['entity'], 'kind' | 'deviceClass'>;

/** What one acts on comes before what is only read. */
export const compareKinds = (a: Kinded, b: Kinded): number =>
  rank(a.kind) - rank(b.kind) || readingRank(a.deviceClass) - readingRank(b.deviceClass);

const byKind = (a: EntityView, b: EntityView) => compareKinds(a.entity, b.entity);

/** Tiles in their order; `views` come sorted by name. */
export function group(room: string | null, views: readonly EntityView[]): Group {
  return { room, ids: [...views].sort(byKind).map(({ id }) => id) };
}

/** One group a room, by name; what has no room comes last. */
export function groupByRoom(views: readonly EntityView[]): readonly Group[] {
  const rooms = new Map<string | null, EntityView[]>();
  for (const view of views) {
    const members = rooms.get(view.room);
    if (members) members.push(view);
    else rooms.set(view.room, [view]);
  }
  return [...rooms]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)))
    .map(([room, members]) => group(room, members));
}

/** Whether two arrangements show the same tiles in the same places. */
export const sameGroups = (a: readonly Group[], b: readonly Group[]): boolean =>
  a.length === b.length && a.every((one, i) => sameGroup(one, b[i]));

const sameGroup = (a: Group, b: Group | undefined): boolean =>
  a.room === b?.room && sameIds(a.ids, b.ids);

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, i) => id === b[i]);
