'use client';

import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';

type Props = { action: string; name: string; disabled: boolean; onRevoke: () => void };

/** After that long it was no wish to go on. */
const PATIENCE_MS = 5_000;

/** Asks once more: who is shown the door stays outside at once. */
export function RevokeButton({ action, name, disabled, onRevoke }: Props) {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <Button
      look={asked ? 'danger' : 'plain'}
      className="shrink-0 px-3"
      aria-label={asked ? `Confirm: ${action.toLowerCase()} ${name}` : `${action}: ${name}`}
      disabled={disabled}
      onBlur={() => setAsked(false)}
      onClick={() => {
        setAsked(!asked);
        if (asked) onRevoke();
      }}
    >
      {asked ? 'Sure?' : action}
    </Button>
  );
}
