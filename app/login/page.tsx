import type { Metadata } from 'next';
import { LoginForm } from '@/components/doors/LoginForm.tsx';
import { requireVisitor } from '@/lib/server/web/http/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page() {
  await requireVisitor();
  return <LoginForm />;
}
