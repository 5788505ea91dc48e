'use client';

import type { HomeStore } from '@/lib/browser/store/home-store.ts';
import { useHome, useHomeInfo } from '@/lib/browser/store/use-home.ts';
import { Badge } from '../onboarding/Badge.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';
import { Link } from '../ui/Link.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';
import { SignOut } from './SignOut.tsx';

const DEVICES = '/more/devices';

const PLACES: readonly { href: string; icon: IconName; name: string; line: string }[] = [
  {
    href: DEVICES,
    icon: 'devices',
    name: 'Devices',
    line: 'What was newly heard, names, rooms, replacing',
  },
  {
    href: '/more/add-device',
    icon: 'plus',
    name: 'Add a device',
    line: 'Four ways into the home',
  },
  {
    href: '/more/people',
    icon: 'users',
    name: 'People & devices',
    line: 'Sessions, devices and API tokens',
  },
  {
    href: '/more/data',
    icon: 'database',
    name: 'Data',
    line: 'What is stored, how it grows, how long it is kept',
  },
  { href: '/more/look', icon: 'palette', name: 'Look', line: 'Theme and gestures' },
  {
    href: '/more/explorer',
    icon: 'list-bullets',
    name: 'Topics',
    line: 'Everything the broker carries, and why it is shown so',
  },
  { href: '/more/about', icon: 'pulse', name: 'About', line: 'Health and version' },
];

const countNew = (_: unknown, store: HomeStore) => store.newDevices();

/** Everything that is not the home itself. */
export function MoreScreen() {
  const info = useHomeInfo();
  const fresh = useHome(countNew);
  return (
    <>
      <ScreenHeader title="More" />
      <ul className="grid gap-2.5 lg:grid-cols-2">
        {PLACES.map(({ href, icon, name, line }) => (
          <li key={href}>
            <Link
              href={href}
              className="flex min-h-19 items-center gap-3.5 rounded-tile border border-line bg-surface px-4"
            >
              <span className="grid size-11 place-items-center rounded-chip bg-inset text-ink-2">
                <Icon name={icon} size={22} />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block text-15 font-medium">{name}</span>
                <span className="block text-13 text-ink-2">{line}</span>
              </span>
              {href === DEVICES && <Badge count={fresh} words="new" />}
              <Icon name="caret-right" size={18} className="text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
      <div className="mt-8 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="min-w-0 text-13 text-ink-3">
          {info ? `Signed in as ${info.user.name || info.user.email}` : ' '}
        </p>
        <SignOut />
      </div>
    </>
  );
}
