'use client';

import type { ReactNode } from 'react';
import { navigate } from '@/lib/browser/page/location.ts';
import { Icon } from '../ui/Icon.tsx';
import { ConnectionDot } from './ConnectionDot.tsx';

type Props = { title: string; back?: string; actions?: ReactNode };

/** The head of every screen: where one is, and whether it is live. */
export function ScreenHeader({ title, back, actions }: Props) {
  return (
    <header className="flex h-15 items-center gap-2">
      {back && (
        <button
          type="button"
          aria-label="Back"
          onClick={() => navigate(back)}
          className="-ms-3 grid size-11 shrink-0 place-items-center rounded-chip text-ink-2"
        >
          <Icon name="caret-left" />
        </button>
      )}
      <h1 className="min-w-0 flex-1 truncate text-22 font-semibold">{title}</h1>
      {actions}
      <ConnectionDot />
    </header>
  );
}
