import type { EntityView } from '../store/entity-view.ts';
import { formatMean } from '../words/format.ts';
import { isOnTiles } from './arrange.ts';
import { summarize } from './summary.ts';

/** A room and what it is up to in one line: "21.4° · 2 lights on". */
export type RoomLine = { readonly name: string; readonly line: string };

/** The rooms by name. */
export function summarizeRooms(views: readonly EntityView[]): readonly RoomLine[] {
  const rooms = new Map<string, EntityView[]>();
  for (const view of views) {
    if (view.room === null || !isOnTiles(view)) continue;
    const members = rooms.get(view.room);
    if (members) members.push(view);
    else rooms.set(view.room, [view]);
  }
  return [...rooms]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, members]) => ({ name, line: lineOf(members) }));
}

function lineOf(members: readonly EntityView[]): string {
  const { temperature, lightsOn, doorsOpen } = summarize(members);
  const parts = [
    temperature && `${formatMean(temperature.value)} ${temperature.unit}`,
    lightsOn > 0 && `${lightsOn} ${lightsOn === 1 ? 'light' : 'lights'} on`,
    doorsOpen > 0 && `${doorsOpen} open`,
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(' · ');
  return `${members.length} ${members.length === 1 ? 'thing' : 'things'}`;
}

export const sameRooms = (a: readonly RoomLine[], b: readonly RoomLine[]): boolean =>
  a.length === b.length &&
  a.every(({ name, line }, i) => name === b[i]?.name && line === b[i]?.line);
