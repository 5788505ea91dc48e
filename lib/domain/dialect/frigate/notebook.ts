const DEFAULT_PREFIX = 'frigate';

export type Notebook = {
  /** Prefixes known to be Frigate's. */
  readonly prefixes: Set<string>;
  /** Features heard before it was known whose they are, by topic. */
  readonly waiting: Map<string, { readonly payload: string }>;
  version: string | null;
};

export const emptyNotebook = (): Notebook => ({
  prefixes: new Set([DEFAULT_PREFIX]),
  waiting: new Map(),
  version: null,
});
