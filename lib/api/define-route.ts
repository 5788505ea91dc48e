import { z } from 'zod';
import type { Route } from './route.ts';

const NOTHING = z.object({});
type Nothing = typeof NOTHING;

/** A route whose parts that are left out are empty. */
export function defineRoute<
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodNever,
>(
  parts: Pick<Route, 'method' | 'path' | 'access' | 'summary' | 'tag'> &
    Partial<Pick<Route, 'status' | 'answer' | 'files' | 'problems' | 'details'>> & {
      readonly params?: Params;
      readonly query?: Query;
      readonly body?: Body;
    },
): Route<Params, Query, Body> {
  return {
    status: parts.answer || parts.files ? 200 : 204,
    answer: null,
    problems: [],
    ...parts,
    params: parts.params ?? (NOTHING as z.ZodObject as Params),
    query: parts.query ?? (NOTHING as z.ZodObject as Query),
    body: parts.body ?? null,
  };
}
