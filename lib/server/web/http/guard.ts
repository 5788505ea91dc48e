import { Problem, type ProblemDetails } from '../../../api/problem.ts';
import type { Access, Route } from '../../../api/route.ts';
import type { Caller } from '../../auth/doors.ts';
import type { WithCookies } from '../../auth/sign-in.ts';
import type { Services } from '../services.ts';

/** Beyond each scope, what it includes. */
const RANK = { read: 1, control: 2, admin: 3 } as const;

/**
 * Lets a request through or throws the Problem that says why not. This is the only place that
 * decides about access, and every handler is behind it.
 */
export async function guard(
  request: Request,
  route: Pick<Route, 'access' | 'method'>,
  { doors, sameOrigin }: Pick<Services, 'doors' | 'sameOrigin'>,
): Promise<WithCookies<Caller | null>> {
  const { access, method } = route;
  if (access === 'public') return { value: null, setCookies: [] };
  const claimed = await doors.isClaimed();
  if (access === 'setup' || access === 'open') {
    if (access === 'open' && !claimed) throw new Problem('setup_required');
    if (method !== 'GET') refuseForeign(request, sameOrigin);
    return { value: null, setCookies: [] };
  }
  if (!claimed) throw new Problem('setup_required');
  const { value: caller, setCookies } = await doors.identify(request.headers);
  if (caller === null) throw new Problem('not_authenticated', unknownCaller(request));
  if (!mayCall(caller, access)) throw new Problem('forbidden', { detail: needs(access) });
  // A cookie travels with requests that its owner never meant; a token does not.
  if (caller.type === 'session' && method !== 'GET') refuseForeign(request, sameOrigin);
  return { value: caller, setCookies };
}

function mayCall(caller: Caller, access: Exclude<Access, 'public' | 'setup' | 'open'>): boolean {
  if (caller.type === 'session') return true;
  return access !== 'session' && RANK[caller.token.scope] >= RANK[access];
}

/** To send a token is no advice for who has sent one. */
const unknownCaller = ({ headers }: Request): ProblemDetails =>
  headers.has('authorization')
    ? { detail: 'The token is unknown, revoked or has expired: make another and send that.' }
    : {};

const needs = (access: Access): string =>
  access === 'session'
    ? 'This is for signed-in people, not for tokens.'
    : `This needs a token of scope ${access}.`;

/** Refuses a change that a page of another site asks for (CSRF). */
function refuseForeign({ headers }: Request, sameOrigin: Services['sameOrigin']): void {
  const origin = headers.get('origin') ?? undefined;
  const host = headers.get('host') ?? undefined;
  const site = headers.get('sec-fetch-site');
  // A page of the same site is another one, by its port or name, unless its Origin says it is ours.
  const foreign = site === 'cross-site' || (site === 'same-site' && origin === undefined);
  if (foreign || !sameOrigin(origin, host)) {
    throw new Problem('foreign_origin');
  }
}
