import type { Provider } from '../connection/provider.ts';

type RoomSql = {
  /** → bytes of the database */
  readonly size: string;
  /** → free bytes inside it; null: it does not tell */
  readonly reusable: string | null;
  /** → free pages */
  readonly freePages: string;
  /** Gives so many free pages back; null: it does that by itself. */
  readonly release: ((pages: number) => string) | null;
  /** Writes everything anew. */
  readonly compact: string;
  /** Brings what lies in the log into the file, as far as nobody reads there; null: nothing to do. */
  readonly checkpoint: string | null;
};

export const ROOM: Readonly<Record<Provider, RoomSql>> = {
  sqlite: {
    size: 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size',
    reusable: 'SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size',
    freePages: 'PRAGMA freelist_count',
    // As a script, for a single statement would stop after its first page.
    release: (pages) => `PRAGMA incremental_vacuum(${pages});\n;`,
    compact: 'VACUUM',
    checkpoint: 'PRAGMA wal_checkpoint(TRUNCATE);\n;',
  },
  postgresql: {
    size: 'SELECT pg_database_size(current_database())',
    reusable: null,
    freePages: 'SELECT 0',
    release: null,
    compact: 'VACUUM (FULL, ANALYZE)',
    checkpoint: null,
  },
};
