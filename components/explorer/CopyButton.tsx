'use client';

import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

type Props = { label: string; text: string };

/** Copies a text. Without a clipboard (plain HTTP) it says so. */
export function CopyButton({ label, text }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
    setTimeout(() => setOutcome(null), 2_000);
  }
  const words =
    outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not allowed here' : 'Copy';
  return (
    <Button aria-label={outcome === null ? label : words} onClick={copy}>
      <Icon name={outcome === 'copied' ? 'check-circle' : 'copy'} size={18} />
      {words}
    </Button>
  );
}
