import { useMemo, useSyncExternalStore } from 'react';
import { onNavigate } from './location.ts';

const read = () => window.location.pathname + window.location.search;

export type Place = { readonly path: string; readonly query: URLSearchParams };

/** Where the page is. `served` is what the server was asked for, until the page is alive. */
export function useLocation(served: string): Place {
  const href = useSyncExternalStore(onNavigate, read, () => served);
  return useMemo(() => {
    const [path = '/', search = ''] = href.split(/\?(.*)/s);
    return { path, query: new URLSearchParams(search) };
  }, [href]);
}
