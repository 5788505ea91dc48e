import type { PreviewIn, PreviewOut, RetentionOut } from '../../api/retention.ts';
import type { StorageOut, StoredSeriesOut } from '../../api/storage.ts';
import type { Policy } from '../../domain/history/retention.ts';
import { api, send } from '../api-client.ts';

const PAGE = 1_000;
/** More series than that are not listed on one screen. */
const MOST = 10_000;

/** What is stored as a whole. @throws ApiError */
export const fetchStorage = (signal?: AbortSignal): Promise<StorageOut> => ask(1, null, signal);

function ask(limit: number, cursor: string | null, signal?: AbortSignal): Promise<StorageOut> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (cursor !== null) query.set('cursor', cursor);
  return api<StorageOut>(`/storage?${query}`, { signal: signal ?? null });
}

/** All series with what they take, page by page. @throws ApiError */
export async function fetchStoredSeries(signal?: AbortSignal): Promise<readonly StoredSeriesOut[]> {
  const first = await ask(PAGE, null, signal);
  const series = new Map<string, StoredSeriesOut>();
  const take = (page: StorageOut) => {
    // What grows while it is read may come up twice.
    for (const one of page.series) series.set(`${one.entity}\n${one.property}`, one);
  };
  take(first);
  for (let next = first.nextCursor; next !== null && series.size < MOST; ) {
    const page = await ask(PAGE, next, signal);
    take(page);
    next = page.nextCursor;
  }
  return [...series.values()];
}

/** The policies there are. @throws ApiError */
export const fetchPolicies = async (signal?: AbortSignal): Promise<readonly RetentionOut[]> =>
  (await api<{ policies: RetentionOut[] }>('/retention', { signal: signal ?? null })).policies;

const path = (scope: string) => `/retention/${encodeURIComponent(scope)}`;

/** Keeps something for so long from now on. @throws ApiError */
export const savePolicy = (
  scope: string,
  { rawDays, summaryDays }: Policy,
): Promise<RetentionOut> => send('PUT', path(scope), { rawDays, summaryDays });

/** Takes a policy back. @throws ApiError */
export const removePolicy = (scope: string): Promise<void> =>
  api(path(scope), { method: 'DELETE' });

/** What a policy would come to. @throws ApiError */
export const previewPolicy = (wanted: PreviewIn, signal?: AbortSignal): Promise<PreviewOut> =>
  api('/retention/preview', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
    signal: signal ?? null,
  });
