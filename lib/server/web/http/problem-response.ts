import {
  isProblem,
  PROBLEMS,
  type ProblemCode,
  type ProblemDetails,
  problemBody,
} from '../../../api/problem.ts';
import { isTransient } from '../../db/connection/errors.ts';
import type { Log } from '../../log.ts';

/** A problem as an HTTP answer. */
export function problemResponse(code: ProblemCode, details: ProblemDetails = {}): Response {
  return new Response(JSON.stringify(problemBody(code, details)), {
    status: PROBLEMS[code].status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(PROBLEMS[code].status === 401 && { 'WWW-Authenticate': 'Bearer realm="inglenook"' }),
      ...details.headers,
    },
  });
}

/** What to answer to whatever a handler threw. Only a bug or a failing part is written to the log. */
export function failureResponse(error: unknown, log: Log, path: string): Response {
  if (isProblem(error)) return problemResponse(error.code, error.details);
  const code = isDatabaseFailure(error) ? 'database_unavailable' : 'internal';
  log.error({ err: error, path }, 'a request failed');
  return problemResponse(code);
}

/** What the database or Prisma says, and those of the sign-in library when its database does not answer. */
function isDatabaseFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'PrismaClientValidationError') return false;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return (
    isTransient(error) ||
    error.name.startsWith('PrismaClient') ||
    error.name === 'DriverAdapterError' ||
    (typeof code === 'string' && code.startsWith('SQLITE_')) ||
    (error.name === 'APIError' && statusCode === 500)
  );
}
