import type { ReactNode } from 'react';
import { Link } from '../ui/Link.tsx';

/** A way to another screen that looks like the buttons beside it. */
export function LinkButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-11 items-center justify-center rounded-control border border-edge bg-surface px-4 text-15 font-medium"
    >
      {children}
    </Link>
  );
}
