'use client';

import type { SessionOut } from '@/lib/api/doors.ts';
import { browserName } from '@/lib/browser/page/user-agent.ts';
import { formatDate } from '@/lib/browser/words/format.ts';
import { Access } from './Access.tsx';

/** Where people are signed in. */
export function Sessions() {
  return (
    <Access<{ sessions: SessionOut[] }>
      title="Signed in"
      path="/sessions"
      empty="Nobody is signed in."
      read={({ sessions }) =>
        sessions.map(({ id, createdAt, userAgent, ipAddress, current }) => ({
          id,
          title: browserName(userAgent) + (current ? ' · this one' : ''),
          line: [ipAddress, `since ${formatDate(Date.parse(createdAt))}`]
            .filter(Boolean)
            .join(' · '),
          action: current ? '' : 'Sign out',
        }))
      }
    />
  );
}
