import type { CorrectionOut, CorrectionQuery, NewCorrection } from '../../../api/corrections.ts';
import { Problem } from '../../../api/problem.ts';
import { formatTime } from '../../../api/values.ts';
import type { Entity, Value } from '../../../domain/entity/entity.ts';
import type { CorrectionStore, StoredCorrection } from '../../db/corrections.ts';
import type { HistoryStore } from '../../db/history.ts';
import { badCursor, decodeCursor, encodeCursor } from '../http/page.ts';
import { showValue } from '../show-value.ts';
import type { HistoryDesk } from './history.ts';
import { correctedValue, readingsAt, type Series } from './series.ts';

type Parts = {
  readonly find: (entityId: string) => Entity;
  readonly history: HistoryStore;
  readonly desk: Pick<HistoryDesk, 'seriesOf'>;
  readonly corrections: CorrectionStore;
};
type Place = Pick<StoredCorrection, 'property' | 'at' | 'nth'>;

const DEFAULT_LIMIT = 500;

export type CorrectionDesk = ReturnType<typeof createCorrectionDesk>;

/** What the REST API does about readings that were wrong. Readings themselves are never changed. */
export function createCorrectionDesk(parts: Parts, now: () => number = Date.now) {
  const { find, history, desk, corrections } = parts;

  function show(correction: StoredCorrection, series: Pick<Series, 'type'>, original: Value) {
    const { property, at, nth, value, reason, createdAt } = correction;
    return {
      id: idOf(correction),
      property,
      time: formatTime(at),
      nth,
      original: showValue(original),
      value: correctedValue(value, series.type) as number | boolean | null,
      reason,
      createdAt: formatTime(createdAt),
    } satisfies CorrectionOut;
  }

  const originalOf = async (id: string, { property, at, nth }: Place): Promise<Value> =>
    (await readingsAt(history, id, property, at))[nth]?.value ?? null;

  return {
    /** @throws Problem not_found if there is no such reading, invalid_body if the value does not fit */
    async add(id: string, { property: asked, time, nth, value, reason }: NewCorrection) {
      const range = { from: time, to: time + 1, property: asked };
      const series = await desk.seriesOf(id, { ...range, unit: undefined, original: true });
      const { property } = series;
      const there = await readingsAt(history, id, property, time);
      const reading = there[nth];
      if (reading === undefined) throw noReading(series, time, nth, there.length);
      const place = { property, at: time, nth };
      const number = numberFor(series, value);
      const correction = { ...place, value: number, reason, createdAt: now() };
      await corrections.put(id, correction);
      return show(correction, series, reading.value);
    },

    async list(id: string, { property, limit = DEFAULT_LIMIT, cursor }: CorrectionQuery) {
      find(id);
      const after = cursor === undefined ? null : placeOf(decodeCursor(cursor));
      if (cursor !== undefined && after === null) throw badCursor();
      const all = [...(await corrections.of(id, property))].sort(inOrder);
      const rest = after === null ? all : all.filter((one) => inOrder(one, after) > 0);
      const page = rest.slice(0, limit);
      const shown: CorrectionOut[] = [];
      for (const one of page) {
        const type = await history.typeOf(id, one.property);
        shown.push(show(one, { type }, await originalOf(id, one)));
      }
      const last = page.at(-1);
      const more = rest.length > page.length && last !== undefined;
      return { corrections: shown, nextCursor: more ? idOf(last) : null };
    },

    /** @throws Problem not_found */
    async remove(id: string, correctionId: string): Promise<void> {
      find(id);
      const place = placeOf(Buffer.from(correctionId, 'base64url').toString());
      if (place === null || !(await corrections.remove(id, place)))
        throw new Problem('not_found', {
          detail: `${id} has no correction ${JSON.stringify(correctionId)}.`,
        });
    },
  };
}

/** An id names the reading that is corrected, so it also is a cursor. */
const idOf = ({ at, nth, property }: Place): string => encodeCursor(`${at} ${nth} ${property}`);

function placeOf(text: string): Place | null {
  const match = /^(-?\d{1,16}) (\d{1,7}) (.+)$/su.exec(text);
  if (!match || !Number.isSafeInteger(Number(match[1]))) return null;
  return { at: Number(match[1]), nth: Number(match[2]), property: match[3]! };
}

const inOrder = (a: Place, b: Place): number =>
  a.at - b.at || a.nth - b.nth || (a.property < b.property ? -1 : a.property > b.property ? 1 : 0);

/** The value as a series of its type keeps it. */
function numberFor({ type, property }: Series, value: NewCorrection['value']): number | null {
  if (value === null) return null;
  if (type === 'boolean' && typeof value === 'boolean') return value ? 1 : 0;
  if ((type === 'number' || type === 'none') && typeof value === 'number') return value;
  const wanted =
    type === 'boolean'
      ? 'must be true, false or null'
      : type === 'text'
        ? 'must be null: a text can be taken out, not replaced'
        : 'must be a number or null';
  const detail = `${wanted} (${property})`;
  throw new Problem('invalid_body', {
    detail: `value: ${detail}`,
    errors: [{ parameter: 'value', detail }],
  });
}

function noReading({ entity, property }: Series, at: number, nth: number, there: number): Problem {
  const where = `${property} of ${entity.id} at ${formatTime(at)}`;
  const detail =
    there === 0
      ? `There is no reading of ${where}: take the time from resolution=raw, to the millisecond.`
      : `There are only ${there} readings of ${where}, so nth is at most ${there - 1}, not ${nth}.`;
  return new Problem('not_found', { detail });
}
