'use client';

import { useState } from 'react';
import { Icon } from './Icon.tsx';

type Props = { label: string; text: string; testId?: string };

/** Text to be copied whole. Without a clipboard (plain HTTP) the text is selected instead. */
export function CopyField({ label, text, testId }: Props) {
  const [copied, setCopied] = useState(false);
  const [element, setElement] = useState<HTMLElement | null>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      if (element) window.getSelection()?.selectAllChildren(element);
    }
  }

  return (
    <div>
      <p className="mb-1.5 text-13 font-medium text-ink-2">{label}</p>
      <div className="flex items-stretch rounded-control border border-line bg-inset">
        <code
          ref={setElement}
          data-testid={testId}
          className="num min-w-0 flex-1 self-center px-3.5 py-2.5 font-mono text-13 break-all whitespace-pre-wrap select-all"
        >
          {text}
        </code>
        <button
          type="button"
          onClick={copy}
          aria-label={copied ? 'Copied' : `Copy: ${label}`}
          className="grid w-12 shrink-0 place-items-center rounded-control text-ink-2"
        >
          <Icon name={copied ? 'check-circle' : 'copy'} size={20} />
        </button>
      </div>
    </div>
  );
}
