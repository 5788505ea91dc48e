/** A problem the server reports (RFC 9457), or that it did not answer at all (`status` 0). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const TIMEOUT_MS = 15_000;

/**
 * Asks the server's REST API; `path` begins after `/api/v1`.
 * @throws ApiError with a message fit for people
 */
export async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(
      0,
      'unreachable',
      'The server does not answer. Live values go on without it.',
    );
  }
  const text = await response.text();
  const body = parse(text);
  if (!response.ok) throw problem(response, body);
  return body as T;
}

/** Sends JSON. @throws ApiError */
export const send = <T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown = {},
) =>
  api<T>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function problem(response: Response, body: unknown): ApiError {
  const { code, type, title, detail } = (body ?? {}) as Record<string, unknown>;
  const words = [detail, title].find((word): word is string => typeof word === 'string');
  const name = [code, type].find((word): word is string => typeof word === 'string');
  return new ApiError(
    response.status,
    name ?? String(response.status),
    words ?? `The server answered ${response.status}.`,
  );
}
