'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { type HeardTopic, suggestTopics } from '@/lib/browser/devices/topic-census.ts';
import { useCensus } from './use-census.ts';

type Props = {
  label: string;
  value: string;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  onChange: (topic: string) => void;
};

const MOST = 8;
/** A press on a suggestion must come before the list goes. */
const LINGER_MS = 200;

/** A topic: typed, or chosen from those that are heard while the field has the focus. */
export function TopicField({ label, value, placeholder, isRequired, onChange }: Props) {
  const id = useId();
  const [focused, setFocused] = useState(false);
  const [closed, setClosed] = useState(false);
  const [active, setActive] = useState(-1);
  const census = useCensus(focused);
  const heard = census?.all() ?? [];
  const found = focused && !closed ? suggestTopics(heard, value, MOST) : [];
  // What is typed out already needs no suggestion.
  const shown = found.length === 1 && found[0]?.topic === value ? [] : found;
  const marked = Math.min(active, shown.length - 1);

  function choose({ topic }: HeardTopic) {
    onChange(topic);
    setClosed(true);
    setActive(-1);
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = shown[marked];
    if (by !== undefined) {
      event.preventDefault();
      setClosed(false);
      if (shown.length > 0) setActive((marked + by + shown.length) % shown.length);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === 'Escape' && shown.length > 0) {
      event.preventDefault();
      setClosed(true);
    }
  }

  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
        {label}
      </label>
      <input
        id={id}
        className="field"
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={marked >= 0 ? `${id}-${marked}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={512}
        required={isRequired}
        placeholder={placeholder}
        value={value}
        onFocus={() => {
          setFocused(true);
          setClosed(false);
        }}
        onBlur={() => setTimeout(() => setFocused(false), LINGER_MS)}
        onKeyDown={onKeyDown}
        onChange={({ target }) => {
          onChange(target.value);
          setClosed(false);
          setActive(-1);
        }}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Topics heard now"
        className={
          shown.length > 0
            ? 'mt-1 overflow-hidden rounded-control border border-edge bg-surface'
            : undefined
        }
      >
        {shown.map((one, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={one.topic}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === marked}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(one)}
            className="flex min-h-11 cursor-pointer flex-col justify-center px-3.5 py-1.5 aria-selected:bg-inset"
          >
            <span className="text-15 break-all">{one.topic}</span>
            <span className="truncate text-13 text-ink-3">{one.text ?? 'not a text'}</span>
          </div>
        ))}
      </div>
      {focused && census !== null && heard.length === 0 && (
        <p className="mt-1.5 text-13 text-ink-3">Listening for topics …</p>
      )}
    </div>
  );
}
