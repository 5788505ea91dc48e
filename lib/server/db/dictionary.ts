import type { Statements } from './client.ts';
import { askJson, runWith } from './json.ts';

const CACHED = 20_000;

/** The dictionary of texts, table text_value, with a cache in front. Texts are never changed or deleted. */
export function dictionary() {
  const ids = new Map<string, number>();
  const texts = new Map<number, string>();
  const remember = (id: number, text: string) => {
    if (texts.size >= CACHED) {
      ids.clear();
      texts.clear();
    }
    ids.set(text, id);
    texts.set(id, text);
  };

  return {
    /**
     * The id of each text; new ones are added in the transaction `db`. The caller calls `keep` once it
     * has committed: an id that was rolled back must not be remembered.
     */
    async idsOf(db: Statements, wanted: ReadonlySet<string>) {
      const found = new Map<string, number>();
      const missing = [...wanted].filter((text) => {
        const id = ids.get(text);
        if (id !== undefined) found.set(text, id);
        return id === undefined;
      });
      if (missing.length > 0) {
        await runWith(
          db,
          'INSERT OR IGNORE INTO text_value (text) SELECT value FROM json_each(?)',
          missing,
        );
        const rows = await askJson<[number, string]>(
          db,
          `SELECT json_group_array(json_array(id, text)) AS json FROM text_value
            WHERE text IN (SELECT value FROM json_each(?))`,
          JSON.stringify(missing),
        );
        for (const [id, text] of rows) found.set(text, id);
      }
      const keep = () => {
        for (const text of missing) {
          const id = found.get(text);
          if (id !== undefined) remember(id, text);
        }
      };
      return { found, keep };
    },

    /** The texts of ids, as a function; ids that do not exist are null. */
    async textsOf(db: Statements, wanted: Iterable<number | null>) {
      const found = new Map<number, string>();
      const missing = new Set<number>();
      for (const id of wanted) {
        if (id === null) continue;
        const text = texts.get(id);
        if (text === undefined) missing.add(id);
        else found.set(id, text);
      }
      if (missing.size > 0) {
        const rows = await askJson<[number, string]>(
          db,
          `SELECT json_group_array(json_array(id, text)) AS json FROM text_value
            WHERE id IN (SELECT value FROM json_each(?))`,
          JSON.stringify([...missing]),
        );
        for (const [id, text] of rows) {
          found.set(id, text);
          remember(id, text);
        }
      }
      return (id: number | null): string | null => (id === null ? null : (found.get(id) ?? null));
    },
  };
}

export type Dictionary = ReturnType<typeof dictionary>;
