'use client';

import { type ReactNode, useContext } from 'react';
import { isMac } from '@/lib/browser/keys/press.ts';
import { showOverlay } from '@/lib/browser/page/overlay.ts';
import { RuntimeContext } from '@/lib/browser/store/use-home.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';
import { Link } from '../ui/Link.tsx';
import { Logo } from '../ui/Logo.tsx';
import { RailRooms } from './RailRooms.tsx';

const PLACES: readonly { href: string; name: string; icon: IconName }[] = [
  { href: '/', name: 'Home', icon: 'house' },
  { href: '/rooms', name: 'Rooms', icon: 'squares-four' },
  { href: '/history', name: 'History', icon: 'chart-line' },
  { href: '/more', name: 'More', icon: 'dots-three' },
];

/** Filled, three dots are a bar. */
const hasFill = (icon: IconName) => icon !== 'dots-three';

const isHere = (href: string, path: string) =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);

/** Around every screen: a bar below on a phone, a rail beside on a desktop. */
export function Frame({ path, children }: { path: string; children: ReactNode }) {
  const runtime = useContext(RuntimeContext);
  return (
    <div className="min-h-dvh md:flex">
      <aside className="sticky top-0 hidden h-dvh w-58 shrink-0 flex-col overflow-y-auto border-e border-line px-3 py-4 md:flex">
        <Link
          href="/"
          className="mb-4 flex min-h-11 items-center gap-2.5 px-2 text-17 font-semibold"
        >
          <Logo size={28} />
          Inglenook
        </Link>
        <button
          type="button"
          onClick={() => showOverlay('palette')}
          className="mb-3 flex min-h-11 items-center justify-between rounded-control border border-line bg-surface px-3 text-15 text-ink-2"
        >
          Find or do
          {/* Which key it is, only the browser knows. */}
          {runtime && (
            <kbd className="font-sans text-12 text-ink-3">{isMac() ? '⌘ K' : 'Ctrl K'}</kbd>
          )}
        </button>
        <nav aria-label="Main">
          {PLACES.map(({ href, name, icon }) => (
            <Link
              key={href}
              href={href}
              aria-current={isHere(href, path) ? 'page' : undefined}
              className="flex min-h-11 items-center gap-3 rounded-control px-2.5 text-15 text-ink-2 aria-[current=page]:bg-inset aria-[current=page]:font-semibold aria-[current=page]:text-ink"
            >
              <Icon name={icon} fill={hasFill(icon) && isHere(href, path)} size={22} />
              {name}
            </Link>
          ))}
        </nav>
        {runtime && <RailRooms path={path} />}
      </aside>
      <main className="mx-auto w-full max-w-[1440px] min-w-0 flex-1 px-4 pt-[env(safe-area-inset-top)] pb-[calc(84px+env(safe-area-inset-bottom))] md:px-8 md:pb-10 [html:has([data-sheet=docked])_&]:pe-[412px]">
        {children}
      </main>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-bg pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {PLACES.map(({ href, name, icon }) => (
          <Link
            key={href}
            href={href}
            aria-current={isHere(href, path) ? 'page' : undefined}
            className="flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-12 text-ink-3 aria-[current=page]:font-semibold aria-[current=page]:text-ink"
          >
            <Icon name={icon} fill={hasFill(icon) && isHere(href, path)} size={22} />
            {name}
          </Link>
        ))}
      </nav>
    </div>
  );
}
