import { between, type Span } from '../../../../domain/history/gaps.ts';
import type { Database } from '../../connection/client.ts';
import type { Runner, Statement } from '../../connection/driver.ts';
import { tableJson } from '../../connection/json.ts';
import { type ChunkKey, damageSql } from '../../sql/damage-sql.ts';
import { historyDialect } from '../../sql/history-sql.ts';
import { SQL } from '../../sql/sql.ts';

/** Counted under this name, once for each chunk. */
export const DAMAGED = 'damaged on disk';

/** A stretch of history that turned out to be damaged. */
export type Damage = {
  /** Which series, and when: in words. */
  readonly what: string;
  readonly error: unknown;
};

/** What to do about it. */
export const DAMAGE_ADVICE =
  'a stretch of the history cannot be read: the disk may be failing. Save a copy of the data folder, look at all of it with `cli database check`, and bring the stretch in again from a backup or an export';

/**
 * Chunks whose bytes are not what was written. Whoever meets one goes on without it; it is noted and counted
 * once, and never thrown away: what has to take its place moves it aside.
 */
export function damageBook({ driver, provider }: Pick<Database, 'driver' | 'provider'>) {
  const sql = damageSql(historyDialect(provider));
  const noting = new Map<string, Promise<void>>();
  const book = {
    /** Is told of each, by the process that was the first to meet it. */
    tell: ({ what, error }: Damage): void => console.error(`${what}: ${DAMAGE_ADVICE}.`, error),

    /** What `decode` makes of a chunk; null: it is damaged. */
    attempt<T>(key: ChunkKey, decode: () => T): T | null {
      try {
        return decode();
      } catch (error) {
        remember(keyText(key), sql.note(key, Date.now()), () => wordsOf(key), error);
        return null;
      }
    },

    /** The same of a row of the tail. */
    attemptTail<T>(id: number, decode: () => T): T | null {
      try {
        return decode();
      } catch (error) {
        const what = async () => `readings of all sensors that wait to be packed, row ${id}`;
        remember(`tail ${id}`, sql.noteTail(id, Date.now()), what, error);
        return null;
      }
    },

    /** In a transaction that goes on to drop the chunk: it is kept as it is. */
    async setAside(runner: Runner, key: ChunkKey): Promise<void> {
      await note(runner, sql.note(key, Date.now()), await wordsOf(key));
      await runner.run(sql.keep(key.series, key.start));
    },

    async setTailAside(runner: Runner, id: number): Promise<void> {
      await note(runner, sql.noteTail(id, Date.now()), `tail ${id}`);
      await runner.run(sql.keepTail(id));
    },

    move: (runner: Runner, from: number, to: number) => runner.run(sql.move(from, to)),

    /** Where readings of a series are missing in [from, to) because they are damaged, in order of time. */
    async spans(series: number, { from, to }: Span): Promise<Span[]> {
      await Promise.all(noting.values());
      const [rows = []] = await driver.read(sql.noted(series, Math.ceil(from), Math.ceil(to)));
      const spans: Span[] = [];
      for (const [of, start, end, isAside] of rows) {
        const [first, last] = [Number(start), Number(end)];
        const own = { from: Math.max(first, from), to: Math.min(last + 1, to) };
        if (Number(of) === 0 || Number(isAside) === 0) spans.push(own);
        else {
          // What was brought in again is there.
          const [there = []] = await driver.read(sql.chunksIn(series, first, last));
          const known = there.map(([a, b]) => ({ from: Number(a), to: Number(b) + 1 }));
          spans.push(...between(known, own));
        }
      }
      return spans;
    },
  };

  /** Notes it beside all else; what cannot be written now is noted when it is met again. */
  function remember(
    key: string,
    statement: Statement,
    what: () => Promise<string>,
    error: unknown,
  ): void {
    if (noting.has(key)) return;
    const work = what().then(async (words) => {
      const isNew = await driver.write((runner) => note(runner, statement, words));
      if (isNew) book.tell({ what: words, error });
    });
    noting.set(
      key,
      work.catch(() => void noting.delete(key)),
    );
  }

  /** @returns false if it was noted before */
  async function note(runner: Runner, statement: Statement, what: string): Promise<boolean> {
    if ((await runner.run(statement)) === 0) return false;
    const args = [tableJson([[DAMAGED, 1, Date.now(), what]])];
    await runner.run({ sql: SQL[provider].addCounts, args });
    return true;
  }

  async function wordsOf({ series, start, end, count }: ChunkKey): Promise<string> {
    const [rows] = await driver.read(sql.nameOf(series));
    const [entity, property] = rows?.[0] ?? [`series ${series}`, ''];
    return `${entity} ${property}, ${count} readings from ${timeText(start)} to ${timeText(end)}`;
  }

  return book;
}

export type DamageBook = ReturnType<typeof damageBook>;

const keyText = ({ series, start, end, count }: ChunkKey) => `${series} ${start} ${end} ${count}`;

/** A damaged row may say any number. */
const timeText = (at: number): string =>
  Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
