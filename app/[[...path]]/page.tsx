import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { App } from '@/components/live/App.tsx';
import { screenOf, titleOf } from '@/lib/browser/page/screens.ts';
import { requireUser } from '@/lib/server/web/http/session.ts';

type Props = { params: Promise<{ path?: string[] }> };

const pathOf = async ({ params }: Props) => `/${((await params).path ?? []).join('/')}`;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: titleOf(screenOf(await pathOf(props))) };
}

/** The app's shell: the same for every screen, so that it can be kept for when this server is away. */
export default async function Page(props: Props) {
  const path = await pathOf(props);
  if (screenOf(path).type === 'nowhere') notFound();
  await requireUser();
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return <App path={path} nonce={nonce} />;
}
