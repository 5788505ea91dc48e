import type { FormEvent, ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Logo } from '../ui/Logo.tsx';

type Props = {
  title: string;
  line: string;
  action: string;
  busy: boolean;
  problem: string | null;
  onSubmit: () => void;
  children: ReactNode;
};

/** The page before the home: signing in, and setting up. */
export function DoorFrame({ title, line, action, busy, problem, onSubmit, children }: Props) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col justify-center px-5 py-10">
      <Logo size={48} />
      <h1 className="mt-5 text-28 font-semibold">{title}</h1>
      <p className="mt-1 mb-7 text-15 text-ink-2">{line}</p>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {children}
        {problem && (
          <p role="alert" className="text-15 text-warn">
            {problem}
          </p>
        )}
        <Button type="submit" look="strong" disabled={busy} className="mt-2 min-h-12">
          {action}
        </Button>
      </form>
    </main>
  );
}
