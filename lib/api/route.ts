import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

/**
 * Who may call:
 * `public` anyone, also before the home has an owner · `setup` anyone, before it has one ·
 * `open` anyone, once it has one · `read`, `control`, `admin` a token of that scope or more, or a
 * signed-in person · `session` a signed-in person.
 */
export type Access = 'public' | 'setup' | 'open' | 'read' | 'control' | 'admin' | 'session';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call of the REST API: what goes in, what comes out, who may. The documentation is made of it. */
export type Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> = {
  readonly method: Method;
  /** Below /api/v1, with `{name}` for what varies. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** What the summary cannot say; absent: nothing. */
  readonly details?: string;
  readonly tag: string;
  readonly params: Params;
  readonly query: Query;
  /** null: the call takes no body. */
  readonly body: Body | null;
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: z.ZodType | null;
  /** Content types of an answer that is a file instead. */
  readonly files?: readonly string[];
  /** What can go wrong besides what every call shares. */
  readonly problems: readonly ProblemCode[];
};
