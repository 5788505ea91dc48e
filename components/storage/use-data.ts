import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { PreviewIn } from '@/lib/api/retention.ts';
import type { StorageOut } from '@/lib/api/storage.ts';
import {
  fetchPolicies,
  fetchStorage,
  fetchStoredSeries,
  previewPolicy,
} from '@/lib/browser/storage/client.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';

const POLL_MS = 5_000;
/** While something is under way one wants to see it move. */
const BUSY_POLL_MS = 1_500;
const SERIES_POLL_MS = 30_000;

export const STORAGE_KEY = ['/storage'] as const;
export const RETENTION_KEY = ['/retention'] as const;

/**
 * What is stored; asked for again while the page is looked at. The figures of each series, which are
 * many, come less often, and when long work is at its end.
 */
export function useStorage() {
  const client = useQueryClient();
  const whole = useQuery({
    queryKey: STORAGE_KEY,
    queryFn: ({ signal }) => fetchStorage(signal),
    refetchInterval: ({ state }) => ((state.data?.work.length ?? 0) > 0 ? BUSY_POLL_MS : POLL_MS),
  });
  const series = useQuery({
    queryKey: [...STORAGE_KEY, 'series'],
    queryFn: ({ signal }) => fetchStoredSeries(signal),
    refetchInterval: SERIES_POLL_MS,
  });
  const isBusy = (whole.data?.work.length ?? 0) > 0;
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    if (wasBusy.current && !isBusy)
      void client.invalidateQueries({ queryKey: [...STORAGE_KEY, 'series'] });
    wasBusy.current = isBusy;
  }, [client, isBusy]);
  const data = useMemo(
    () => (whole.data && series.data ? { ...whole.data, series: [...series.data] } : undefined),
    [whole.data, series.data],
  );
  return {
    data,
    error: whole.error ?? series.error,
    isFetching: whole.isFetching || series.isFetching,
    refetch: () => Promise.all([whole.refetch(), series.refetch()]),
  };
}

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
