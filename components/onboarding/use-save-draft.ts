import type { EntityOut } from '@/lib/api/entities.ts';
import { api } from '@/lib/browser/api-client.ts';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { defineDevice, editDevice } from '@/lib/browser/devices/devices-client.ts';
import type { Config, Draft } from '@/lib/browser/devices/hand-made-form.ts';
import { useDecided } from './use-devices.ts';

/** Makes a device of a draft, or changes the one with this id; resolves with the place of its page. */
export function useSaveDraft(id: string | null) {
  const decided = useDecided();
  return async ({ name, room, kind }: Draft, config: Config): Promise<string> => {
    const { entityIds } = await defineDevice({
      ...(id !== null && { id }),
      ...{ name: name.trim(), room: room?.trim() || null, kind, config },
    });
    const [first] = entityIds;
    if (first === undefined) return '/more/devices?tab=all';
    const { device } = await api<EntityOut>(`/entities/${encodeURIComponent(first)}`);
    // Who makes a device wants it; its definition tells its name and room now.
    await editDevice(device.id, { adoption: 'adopted', name: null, room: null });
    await decided();
    return deviceHref(device.id);
  };
}
