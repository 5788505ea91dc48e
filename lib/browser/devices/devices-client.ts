import type { DeviceDetail, HandMadeRequest } from '../../api/devices.ts';
import type { EntityOut } from '../../api/entities.ts';
import type { Adoption } from '../../domain/entity/adoption.ts';
import type { Pair } from '../../domain/entity/succession.ts';
import { ApiError, api, send } from '../api-client.ts';

/** What removing a device came to. */
export type Removed = {
  readonly cleared: readonly string[];
  /** Topics that announce other devices too: whoever fills them must remove it as well. */
  readonly stillAnnounced: readonly string[];
  /** False: the recorder is away and does it later. */
  readonly done: boolean;
};

export type Proposal = {
  readonly pairs: readonly Pair[];
  /** Entities of the old device that nothing goes on for. */
  readonly unmatched: readonly string[];
};

export type Replaced = {
  readonly pairs: readonly Pair[];
  readonly cleared: readonly string[];
  readonly done: boolean;
};

/** What a person may change about a device; null: as the device says itself. */
export type DeviceChange = {
  readonly name?: string | null;
  readonly room?: string | null;
  readonly adoption?: Adoption;
};

/** What a person may change about one entity; null: as the device says itself. */
export type EntityChange = {
  readonly name?: string | null;
  readonly room?: string | null;
  readonly icon?: string | null;
  readonly hidden?: boolean;
};

const PAGE = 500;
/** More devices than that are not listed on one screen. */
const MOST = 5_000;

const path = (id: string, rest = '') => `/devices/${encodeURIComponent(id)}${rest}`;

/** All devices, or those of one adoption, page by page. @throws ApiError */
export async function fetchDevices(
  adoption: Adoption | null,
  signal?: AbortSignal,
): Promise<readonly DeviceDetail[]> {
  const devices: DeviceDetail[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (adoption !== null) query.set('adoption', adoption);
    if (cursor !== null) query.set('cursor', cursor);
    const page: { devices: DeviceDetail[]; nextCursor: string | null } = await api(
      `/devices?${query}`,
      { signal: signal ?? null },
    );
    devices.push(...page.devices);
    cursor = page.nextCursor;
  } while (cursor !== null && devices.length < MOST);
  return devices;
}

/** One device with its entities, hidden ones too. @throws ApiError */
export const fetchDevice = (id: string, signal?: AbortSignal): Promise<DeviceDetail> =>
  api<DeviceDetail>(path(id), { signal: signal ?? null });

/** Names, rooms, adopts or ignores a device. @throws ApiError */
export const editDevice = (id: string, change: DeviceChange): Promise<DeviceDetail> =>
  onceStored(() => send<DeviceDetail>('PATCH', path(id), change));

/** Names, hides or draws an entity otherwise. @throws ApiError */
export const editEntity = (id: string, change: EntityChange): Promise<EntityOut> =>
  onceStored(() => send<EntityOut>('PATCH', `/entities/${encodeURIComponent(id)}`, change));

/** Adopts or ignores several; without a list, all that are new. @throws ApiError */
export const adoptDevices = (
  adoption: 'adopted' | 'ignored',
  devices?: readonly string[],
): Promise<{ changed: number }> =>
  send('POST', '/adoptions', { adoption, ...(devices && { devices }) });

/** Takes a device out, and what the broker keeps of it. @throws ApiError */
export const deleteDevice = (id: string): Promise<Removed> => send<Removed>('DELETE', path(id));

/** Which entities of `successor` would go on for those of the device. @throws ApiError */
export const fetchReplacement = (id: string, successor: string): Promise<Proposal> =>
  api<Proposal>(path(id, `/replacement?with=${encodeURIComponent(successor)}`));

/** Lets `successor` take over the device's entities and their history. @throws ApiError */
export const replace = (id: string, successor: string, pairs: readonly Pair[]): Promise<Replaced> =>
  send<Replaced>('POST', path(id, '/replacement'), { with: successor, pairs });

/** Makes a device by hand, or changes one made before. @throws ApiError with the decoder's word */
export const defineDevice = (
  wanted: HandMadeRequest,
): Promise<{ id: string; entityIds: readonly string[]; topic: string }> =>
  send('POST', '/devices', wanted);

const TRIES = 10;
const APART_MS = 700;

/** What was heard this very moment is stored a moment later: until then the server says "conflict". */
async function onceStored<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const isEarly = error instanceof ApiError && error.code === 'conflict' && tries < TRIES;
      if (!isEarly) throw error;
      await new Promise((resolve) => setTimeout(resolve, APART_MS));
    }
  }
}
