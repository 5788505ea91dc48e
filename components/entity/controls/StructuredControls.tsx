'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { parsedJson } from '@/lib/browser/words/reading-words.ts';
import { valueWords } from '@/lib/browser/words/words.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import type { ControlsProps } from '../props.ts';
import { Facts } from './Facts.tsx';
import { MessageForm } from './MessageForm.tsx';

const MOST = 100;

/** A list or an object: its parts by name, and the JSON itself for those who want it. */
export function StructuredControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const value = shown.value;
  const parsed = typeof value === 'string' ? parsedJson(value) : undefined;
  const parts = Object.entries(parsed ?? (Array.isArray(value) ? value : {})).slice(0, MOST);
  const isList = Array.isArray(parsed) || Array.isArray(value);
  return (
    <div className="flex flex-col gap-4 py-2">
      {parts.length > 0 ? (
        <Facts
          facts={parts.map(([name, part]) => [
            isList ? String(Number(name) + 1) : name,
            typeof part === 'object' && part !== null
              ? JSON.stringify(part).slice(0, 200)
              : valueWords(part as never, null),
          ])}
        />
      ) : (
        <p className="text-15 break-words">{valueWords(value, null)}</p>
      )}
      {parsed !== undefined && (
        <Disclosure title="As JSON">
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
            tabIndex={0}
            className="max-h-80 overflow-auto rounded-control bg-inset p-3 text-13"
          >
            {JSON.stringify(parsed, null, 2).slice(0, 20_000)}
          </pre>
        </Disclosure>
      )}
      {takes(entity, 'set') && (
        <MessageForm
          label="New value"
          verb="Set"
          isLong
          disabled={!available}
          onSend={(text) => onCommand({ entity: id, command: 'set', value: text })}
        />
      )}
    </div>
  );
}
