import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { fetchDevice, fetchDevices } from '@/lib/browser/devices/devices-client.ts';
import { useRuntime, useStructure } from '@/lib/browser/store/use-home.ts';
import type { Adoption } from '@/lib/domain/entity/adoption.ts';

const KEY = 'devices';
const OFTEN_MS = 4_000;
/** A list of hundreds is a megabyte: it is asked for less often. */
const SELDOM_MS = 15_000;
const MANY = 150;
/** Definitions come in bursts, and the recorder stores them a moment later. */
const SETTLE_MS = 600;

/** The devices of one adoption (null: all), asked for again and again while they are on screen. */
export function useDevices(adoption: Adoption | null) {
  const query = useQuery({
    queryKey: [KEY, adoption],
    queryFn: ({ signal }) => fetchDevices(adoption, signal),
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > MANY ? SELDOM_MS : OFTEN_MS),
  });
  useRefetchOnNews(query.refetch);
  useTakeUp(query.data);
  return query;
}

/** One device, also what of it is hidden. */
export function useDevice(id: string) {
  const query = useQuery({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => fetchDevice(id, signal),
    refetchInterval: OFTEN_MS,
    retry: false,
  });
  useRefetchOnNews(query.refetch);
  return query;
}

/** Brings the lists and the home's screens up to date after something was decided. */
export function useDecided(): () => Promise<void> {
  const client = useQueryClient();
  const { sync } = useRuntime();
  return useCallback(async () => {
    await Promise.all([client.invalidateQueries({ queryKey: [KEY] }), sync.refresh()]);
  }, [client, sync]);
}

function useRefetchOnNews(refetch: () => Promise<unknown>): void {
  const structure = useStructure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the structure is the news
  useEffect(() => {
    const timer = setTimeout(() => void refetch(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [structure, refetch]);
}

/** What only the server could guess is taken up here too, so that its values are live. */
function useTakeUp(devices: readonly DeviceDetail[] | undefined): void {
  const { store, sync } = useRuntime();
  useEffect(() => {
    const isNews = devices?.some(({ entities }) =>
      entities.some(({ id, hidden }) => !hidden && !store.listed(id)),
    );
    if (isNews) sync.refreshSoon(500);
  }, [devices, store, sync]);
}
