import { z } from 'zod';

/** The one table from what went wrong to the status that says so. */
export const PROBLEMS = {
  invalid_parameter: { status: 400, title: 'A parameter is not valid' },
  invalid_body: { status: 400, title: 'The body is not valid' },
  not_authenticated: { status: 401, title: 'Sign in or send a token' },
  wrong_credentials: { status: 401, title: 'The e-mail address or the password is wrong' },
  forbidden: { status: 403, title: 'This is not allowed with these credentials' },
  foreign_origin: { status: 403, title: 'The request comes from a page of another site' },
  setup_required: { status: 403, title: 'The home has no owner yet' },
  wrong_setup_code: { status: 403, title: 'The setup code is wrong' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'The method is not known here' },
  conflict: { status: 409, title: 'This has been done already' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  unsupported_command: { status: 422, title: 'The entity does not know this command' },
  invalid_argument: { status: 422, title: 'An argument of the command is not valid' },
  too_many_requests: { status: 429, title: 'Too many tries' },
  internal: { status: 500, title: 'Something went wrong here' },
  broker_unavailable: { status: 503, title: 'The broker cannot be reached' },
  database_unavailable: { status: 503, title: 'The database cannot be reached' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457, with a code for programs and the places of what is wrong. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: '`about:blank`: the code says what it is' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string(),
    errors: z
      .array(z.object({ parameter: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'Each parameter or key of the body that is wrong, and how' }),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.infer<typeof problemSchema>;

/** What a problem adds to its code. */
export type ProblemDetails = {
  readonly detail?: string;
  readonly errors?: readonly { readonly parameter: string; readonly detail: string }[];
  /** Extra header fields: `Retry-After`, `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
};

const BRAND = 'InglenookProblem';

/** Ends a request with a problem; the endpoint turns it into the answer. */
export class Problem extends Error {
  // Next compiles routes into a module graph of their own, where `instanceof` sees another class.
  override readonly name = BRAND;

  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? PROBLEMS[code].title);
  }
}

/** True for a Problem of any module graph. */
export const isProblem = (error: unknown): error is Problem =>
  error instanceof Error && error.name === BRAND && 'code' in error;

/** The body of a problem's answer. */
export function problemBody(code: ProblemCode, details: ProblemDetails = {}): ProblemBody {
  const { status, title } = PROBLEMS[code];
  return {
    type: 'about:blank',
    title,
    status,
    code,
    detail: details.detail ?? title,
    ...(details.errors && { errors: [...details.errors] }),
  };
}
