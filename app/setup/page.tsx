import type { Metadata } from 'next';
import { SetupForm } from '@/components/doors/SetupForm.tsx';
import { requireUnclaimed } from '@/lib/server/web/http/session.ts';

export const metadata: Metadata = { title: 'Set up' };

export default async function Page() {
  await requireUnclaimed();
  return <SetupForm />;
}
