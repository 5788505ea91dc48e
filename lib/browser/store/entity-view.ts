import type { Device, Entity, EntityStatus, State } from '../../domain/entity/entity.ts';
import type { Pending } from './pending.ts';

/** One entity as the screen needs it: what it is, what it does, and what was asked of it. */
export type EntityView = {
  readonly id: string;
  readonly entity: Entity;
  readonly device: Device | undefined;
  /** The entity's own name, or its device's if it is the main feature. */
  readonly title: string;
  /** The device's name where the title is not that already. */
  readonly subtitle: string | null;
  /** The same without the room's name, for where the room is named already. */
  readonly subtitleInRoom: string | null;
  /** Both, for lists and for those who listen. */
  readonly fullName: string;
  readonly room: string | null;
  readonly status: EntityStatus;
  /** What the device last reported. */
  readonly state: State;
  /** The same with the target of a command under way. */
  readonly shown: State;
  readonly available: boolean;
  readonly pending: Pending | null;
  /** Epoch ms of the last report; null: none yet. */
  readonly reportedAt: number | null;
  /** From when on its value is to be called old; null: never. */
  readonly staleAt: number | null;
};

type Parts = {
  readonly entity: Entity;
  readonly device: Device | undefined;
  readonly status: EntityStatus;
  readonly available: boolean;
  readonly pending: Pending | null;
  readonly usualIntervalMs: number | null;
};

/** Names under which a device says what it is. */
const SAYS_NOTHING = new Set(['state', 'value', 'status']);

/** "TEMPERATURE" of a bus is "Temperature" among people; short words may be abbreviations. */
const spoken = (name: string): string =>
  /^\p{Lu}{5,}$/u.test(name) ? name.charAt(0) + name.slice(1).toLowerCase() : name;

const STALE_MS = 3_600_000;
/** However lively a sensor was, half a minute of silence is no news. */
const NEVER_STALE_BEFORE_MS = 30_000;

/** Puts an entity together for the screen. */
export function viewEntity(parts: Parts): EntityView {
  const { entity, device, status, available, pending } = parts;
  const deviceName = device?.name || entity.deviceId;
  // "Light" says less than the name of the lamp.
  const plain = entity.name?.toLowerCase().replaceAll(' ', '_') ?? '';
  const isGeneric = plain === entity.kind || SAYS_NOTHING.has(plain);
  const title = entity.name && !isGeneric ? spoken(entity.name) : deviceName;
  const subtitle = title === deviceName ? null : deviceName;
  return {
    id: entity.id,
    entity,
    device,
    title,
    subtitle,
    subtitleInRoom: subtitle && withoutRoom(subtitle, device?.room || null),
    fullName: subtitle ? `${subtitle} ${title}` : title,
    room: device?.room || null,
    status,
    state: status.state,
    shown: pending ? { ...status.state, ...pending.target } : status.state,
    available,
    pending,
    reportedAt: status.reportedAt,
    staleAt: staleAt(entity, status, parts.usualIntervalMs),
  };
}

/** "Bathroom climate" in the bathroom is "Climate". */
function withoutRoom(name: string, room: string | null): string {
  if (room === null || !name.toLowerCase().startsWith(room.toLowerCase())) return name;
  if (!/^[\s_-]/.test(name.slice(room.length))) return name;
  const rest = name.slice(room.length).replace(/^[\s_-]+/, '');
  return rest === '' ? name : rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Things that speak only when something happens are never stale: a closed door stays closed. */
function staleAt(entity: Entity, status: EntityStatus, usualMs: number | null): number | null {
  if (entity.kind !== 'sensor' || status.reportedAt === null) return null;
  if (typeof status.state.value !== 'number') return null;
  const patience = usualMs === null ? STALE_MS : Math.max(3 * usualMs, NEVER_STALE_BEFORE_MS);
  return status.reportedAt + patience;
}
