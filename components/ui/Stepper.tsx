'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { pageOf, type Scale, snap, stepped } from '@/lib/browser/entity/scale.ts';
import { Icon } from './Icon.tsx';
import { useRepeat } from './use-repeat.ts';

type Props = {
  label: string;
  /** What is wanted now; null: unknown, and the first press begins at `start`. */
  value: number | null;
  start: number;
  scale: Scale;
  /** The value as it is shown and said. */
  words: (value: number) => string;
  disabled?: boolean;
  isLarge?: boolean;
  onCommit: (value: number) => void;
};

/** Several presses in a row are one wish: it is sent when the finger rests. */
const REST_MS = 450;

/** A target with − and + beside it (hold to repeat); by key a spin button. */
export function Stepper({
  label,
  value,
  start,
  scale,
  words,
  disabled = false,
  isLarge,
  onCommit,
}: Props) {
  const [held, setHeld] = useState<number | null>(null);
  const wish = useRef<number | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const repeat = useRepeat();
  const commit = useRef(onCommit);
  commit.current = onCommit;
  // Who closes the sheet right after a press has wished for it all the same.
  useEffect(
    () => () => {
      clearTimeout(rest.current);
      if (wish.current !== null) commit.current(wish.current);
    },
    [],
  );
  const shown = held ?? value;

  function put(next: number): void {
    clearTimeout(rest.current);
    wish.current = next;
    setHeld(next);
  }

  /** Sends the wish in a moment, unless another press comes. */
  function settle(): void {
    repeat.stop();
    if (wish.current === null) return;
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      const next = wish.current;
      wish.current = null;
      setHeld(null);
      if (next !== null) onCommit(next);
    }, REST_MS);
  }

  function after(by: 1 | -1): number {
    const from = wish.current ?? value;
    return from === null ? start : stepped(from, by, scale);
  }

  const step = (by: 1 | -1) => put(after(by));

  /** Where a key leads; null: nowhere. */
  function keyed(key: string): number | null {
    const from = wish.current ?? value ?? start;
    switch (key) {
      case 'ArrowUp':
      case 'ArrowRight':
        return after(1);
      case 'ArrowDown':
      case 'ArrowLeft':
        return after(-1);
      case 'PageUp':
        return snap(from + pageOf(scale), scale);
      case 'PageDown':
        return snap(from - pageOf(scale), scale);
      case 'Home':
        return scale.min;
      case 'End':
        return scale.max;
      default:
        return null;
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = disabled ? null : keyed(event.key);
    if (next === null) return;
    event.preventDefault();
    put(next);
    settle();
  }

  const button = (by: 1 | -1, name: string, atEnd: boolean) => (
    <button
      type="button"
      aria-label={`${name} ${label.toLowerCase()}`}
      disabled={disabled || atEnd}
      onPointerDown={(event: PointerEvent) => event.button === 0 && repeat.start(() => step(by))}
      onPointerUp={settle}
      onPointerLeave={settle}
      onPointerCancel={settle}
      // By key, or by a screen reader: there was no pointer.
      onClick={(event) => {
        if (event.detail !== 0) return;
        step(by);
        settle();
      }}
      onContextMenu={(event) => event.preventDefault()}
      className={`grid ${isLarge ? 'size-[56px]' : 'size-[44px]'} shrink-0 place-items-center rounded-chip border border-line bg-surface text-ink transition-transform duration-120 select-none active:scale-95 disabled:opacity-50`}
    >
      <Icon name={by === 1 ? 'plus' : 'minus'} size={isLarge ? 24 : 20} />
    </button>
  );

  return (
    <div
      className="flex items-center justify-between gap-2"
      style={{ touchAction: 'manipulation' }}
    >
      {button(-1, 'Lower', shown !== null && shown <= scale.min)}
      <div
        role="spinbutton"
        tabIndex={disabled ? -1 : 0}
        aria-label={label}
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={shown ?? undefined}
        aria-valuetext={shown === null ? 'unknown' : words(shown)}
        aria-disabled={disabled}
        onKeyDown={onKeyDown}
        className={`num min-w-0 flex-1 wrap-anywhere rounded-control text-center font-semibold ${isLarge ? 'text-28' : 'text-17'} ${disabled ? 'text-ink-3' : ''}`}
      >
        {shown === null ? '—' : words(shown)}
      </div>
      {button(1, 'Raise', shown !== null && shown >= scale.max)}
    </div>
  );
}
