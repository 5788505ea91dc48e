import type { Driver, Row, Runner } from '../connection/driver.ts';
import type { HistorySql } from '../sql/history-sql.ts';

const CACHED = 20_000;

/** The dictionary of texts, table text_value, with a cache in front. Texts are never changed or deleted. */
export function dictionary(driver: Driver, sql: HistorySql) {
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
    /** The id of a text if it is known without asking. */
    known: (text: string): number | undefined => ids.get(text),

    /**
     * The id of each text; new ones are added in the transaction. The caller calls `keep` once it
     * has committed: an id that was rolled back must not be remembered.
     */
    async idsOf(runner: Runner, wanted: ReadonlySet<string>) {
      const found = new Map<string, number>();
      const missing = [...wanted].filter((text) => {
        const id = ids.get(text);
        if (id !== undefined) found.set(text, id);
        return id === undefined;
      });
      if (missing.length > 0) {
        const table = JSON.stringify(missing);
        await runner.run(sql.ensureTexts(table));
        for (const [id, text] of await runner.query(sql.findTexts(table)))
          found.set(String(text), Number(id));
      }
      const keep = () => {
        for (const text of missing) {
          const id = found.get(text);
          if (id !== undefined) remember(id, text);
        }
      };
      return { found, keep };
    },

    /** The texts of ids, as a function; 0, null and ids that do not exist are null. */
    async textsOf(wanted: Iterable<number | null>) {
      const found = new Map<number, string>();
      const missing = new Set<number>();
      for (const id of wanted) {
        if (id === null || id === 0 || found.has(id)) continue;
        const text = texts.get(id);
        if (text === undefined) missing.add(id);
        else found.set(id, text);
      }
      if (missing.size > 0) {
        const [rows = []] = await driver.read(sql.textsOf(JSON.stringify([...missing])));
        for (const [id, text] of rows satisfies readonly Row[]) {
          found.set(Number(id), String(text));
          remember(Number(id), String(text));
        }
      }
      return (id: number | null): string | null => (id === null ? null : (found.get(id) ?? null));
    },
  };
}

export type Dictionary = ReturnType<typeof dictionary>;
