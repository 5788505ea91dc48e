import { Problem } from '../../../api/problem.ts';

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/**
 * One page of a list. The cursor names the last item given, so that a list which changes meanwhile
 * gives no item twice.
 * @param items sorted by `keyOf` in the order of `<`
 * @throws Problem if the cursor is none of ours
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  limit: number,
  cursor: string | undefined,
): Page<T> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const rest = after === null ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return { items: page, nextCursor: more ? encodeCursor(keyOf(last)) : null };
}

export const encodeCursor = (key: string): string => Buffer.from(key).toString('base64url');

/** @throws Problem if the text is no cursor. */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key === '' || encodeCursor(key) !== cursor) throw badCursor();
  return key;
}

export const badCursor = (): Problem =>
  new Problem('invalid_parameter', {
    detail: 'cursor: is no nextCursor of an earlier answer',
    errors: [{ parameter: 'cursor', detail: 'is no nextCursor of an earlier answer' }],
  });
