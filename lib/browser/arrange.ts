import type { EntityKind } from '../domain/entity/entity.ts';
import type { EntityView } from './entity-view.ts';

/** Tiles of one room: the tall ones first, so that rows stay even. */
export type Group = {
  readonly room: string | null;
  readonly tall: readonly string[];
  readonly flat: readonly string[];
};

const ORDER: readonly EntityKind[] = [
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
  'alarm_control_panel',
  'siren',
  'scene',
  'button',
  'sensor',
  'binary_sensor',
];

const rank = (kind: EntityKind) => {
  const place = ORDER.indexOf(kind);
  return place === -1 ? ORDER.length : place;
};

const TALL: ReadonlySet<EntityKind> = new Set(['light', 'sensor']);

/** What belongs on a tile: no settings of devices, nothing that is switched off. */
export const isOnTiles = ({ entity }: EntityView): boolean =>
  entity.enabled && entity.category === null;

/** Of the readings in a room, those that people ask for come first. */
const READINGS = ['temperature', 'humidity', 'carbon_dioxide', 'illuminance', 'power', 'energy'];

const readingRank = (deviceClass: string | null) => {
  const place = READINGS.indexOf(deviceClass ?? '');
  return place === -1 ? READINGS.length : place;
};

const byKind = (a: EntityView, b: EntityView) =>
  rank(a.entity.kind) - rank(b.entity.kind) ||
  readingRank(a.entity.deviceClass) - readingRank(b.entity.deviceClass);

/** Tiles in their order; `views` come sorted by name. */
export function group(room: string | null, views: readonly EntityView[]): Group {
  const sorted = [...views].sort(byKind);
  const ids = (tall: boolean) =>
    sorted.filter(({ entity }) => TALL.has(entity.kind) === tall).map(({ id }) => id);
  return { room, tall: ids(true), flat: ids(false) };
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
  a.room === b?.room && sameIds(a.tall, b.tall) && sameIds(a.flat, b.flat);

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, i) => id === b[i]);
