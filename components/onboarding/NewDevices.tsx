'use client';

import type { HomeStore } from '@/lib/browser/store/home-store.ts';
import { useHome } from '@/lib/browser/store/use-home.ts';
import { Link } from '../ui/Link.tsx';

const countNew = (_: unknown, store: HomeStore) => store.newDevices();

/** How many devices wait for a decision, quietly; nothing where none does. */
export function NewDevices() {
  const count = useHome(countNew);
  if (count === 0) return null;
  return (
    <Link href="/more/devices" className="inline-flex min-h-11 shrink-0 items-center">
      <span className="num flex h-8 items-center rounded-chip border border-line bg-surface px-3 text-13 text-ink-2">
        {count} new {count === 1 ? 'device' : 'devices'}
      </span>
    </Link>
  );
}
