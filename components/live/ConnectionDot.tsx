'use client';

import { useEffect, useState } from 'react';
import type { LinkStatus } from '@/lib/browser/link/mqtt-link.ts';
import { useLinkStatus, useRuntime } from '@/lib/browser/store/use-home.ts';
import { formatClock } from '@/lib/browser/words/format.ts';
import { Button } from '../ui/Button.tsx';

const WORDS = {
  connecting: 'Connecting to the broker',
  connected: 'Live: connected to the broker',
  offline: 'Not connected to the broker',
  signed_out: 'Signed out',
} as const;

/** Green: live. Hollow: not. */
export function ConnectionDot() {
  const { phase } = useLinkStatus();
  return (
    <span
      role="img"
      aria-label={WORDS[phase]}
      title={WORDS[phase]}
      className="grid size-6 shrink-0 place-items-center"
    >
      <span
        className={`size-2.5 rounded-chip ${phase === 'connected' ? 'bg-[var(--energy-full)]' : 'border-2 border-edge'}`}
      />
    </span>
  );
}

/** A blink of the line is no news. */
const PATIENCE_MS = 1_500;

/** Says that values stand still and when the next try is, wherever the page is scrolled to; nothing for the first moments. */
export function ConnectionBar() {
  const status = useLinkStatus();
  const { link } = useRuntime();
  const isLive = status.phase === 'connected';
  const [waited, setWaited] = useState(false);
  const [now, setNow] = useState(0);

  useEffect(() => {
    setWaited(false);
    if (isLive) return;
    const patience = setTimeout(() => setWaited(true), PATIENCE_MS);
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => {
      clearTimeout(patience);
      clearInterval(clock);
    };
  }, [isLive]);

  if (isLive || !waited) return null;
  return (
    <div
      role="status"
      className="connection-bar sticky top-[max(8px,env(safe-area-inset-top))] z-20 mb-2 flex min-h-11 items-center gap-3 rounded-control border border-line bg-inset px-3.5 text-13 text-ink-2 shadow-[0_-8px_0_8px_var(--bg)]"
    >
      <span className="num flex-1">{wordsOf(status, now)}</span>
      <Button look="quiet" className="-me-2.5 px-2.5" onClick={link.wake}>
        Try now
      </Button>
    </div>
  );
}

function wordsOf(status: LinkStatus, now: number): string {
  if (!navigator.onLine) {
    const since = status.phase === 'offline' ? status.since : null;
    return since === null ? 'Offline' : `Offline · as of ${formatClock(since)}`;
  }
  if (status.phase !== 'offline') return 'Broker unreachable · connecting';
  const seconds = Math.max(0, Math.ceil((status.retryAt - now) / 1_000));
  return `Broker unreachable · retrying in ${seconds} s`;
}
