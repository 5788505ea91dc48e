import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { PreviewIn } from '@/lib/api/retention.ts';
import type { StorageOut } from '@/lib/api/storage.ts';
import { fetchPolicies, fetchStorage, previewPolicy } from '@/lib/browser/data-client.ts';
import { useRuntime } from '@/lib/browser/use-home.ts';

const POLL_MS = 5_000;
/** While something is under way one wants to see it move. */
const BUSY_POLL_MS = 1_500;

export const STORAGE_KEY = ['/storage'] as const;
export const RETENTION_KEY = ['/retention'] as const;

/** What is stored; asked for again while the page is looked at. */
export const useStorage = () =>
  useQuery({
    queryKey: STORAGE_KEY,
    queryFn: ({ signal }) => fetchStorage(signal),
    refetchInterval: ({ state }) => ((state.data?.work.length ?? 0) > 0 ? BUSY_POLL_MS : POLL_MS),
  });

/** The policies, renewed together with what is under way. */
export const usePolicies = () =>
  useQuery({
    queryKey: RETENTION_KEY,
    queryFn: ({ signal }) => fetchPolicies(signal),
    refetchInterval: POLL_MS,
  });

/** What a policy would come to; while another is worked out, the last one stays. */
export const usePreview = (wanted: PreviewIn) =>
  useQuery({
    queryKey: ['/retention/preview', wanted.scope, wanted.rawDays, wanted.summaryDays],
    queryFn: ({ signal }) => previewPolicy(wanted, signal),
    placeholderData: keepPreviousData,
    staleTime: POLL_MS,
  });

/** The name of an entity: as the page calls it, else as the server does. */
export function useNameOf(data: StorageOut | undefined): (id: string) => string {
  const { store } = useRuntime();
  const series = data?.series;
  return useCallback(
    (id) => store.view(id)?.fullName ?? series?.find(({ entity }) => entity === id)?.name ?? id,
    [store, series],
  );
}
