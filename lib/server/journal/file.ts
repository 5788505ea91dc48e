import path from 'node:path';

/** The broker's own SQLite file: its journal, and what its sessions need to survive. */
export const journalFile = (dataDir: string): string => path.join(dataDir, 'broker.db');
