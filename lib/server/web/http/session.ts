import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { services } from '../services.ts';

export type User = { readonly name: string; readonly email: string };

/** Who is signed in by these request headers; null: nobody. */
export async function currentUser(requestHeaders: Headers): Promise<User | null> {
  // A page cannot set cookies while it renders, so it leaves prolonging the session to the API.
  const cookies = new Headers({ cookie: requestHeaders.get('cookie') ?? '' });
  const { value } = await services().doors.identify(cookies, false);
  return value?.type === 'session' ? value.user : null;
}

/** For server components: the signed-in person, or a redirect to /setup or /login. */
export async function requireUser(): Promise<User> {
  // Asked first: it tells Next that the page cannot be rendered ahead of time.
  const requestHeaders = await headers();
  if (!(await services().doors.isClaimed())) redirect('/setup');
  const user = await currentUser(requestHeaders);
  if (user === null) redirect('/login');
  return user;
}

/** For the page /setup: a home that has an owner sends its visitors to /login. */
export async function requireUnclaimed(): Promise<void> {
  await headers();
  if (await services().doors.isClaimed()) redirect('/login');
}

/** For the page /login: a redirect to /setup before there is an owner, and home when signed in. */
export async function requireVisitor(): Promise<void> {
  const requestHeaders = await headers();
  if (!(await services().doors.isClaimed())) redirect('/setup');
  if (await currentUser(requestHeaders)) redirect('/');
}
