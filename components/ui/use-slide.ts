import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

export type SlideOptions = {
  /** Its name, for screen readers. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** One arrow key. */
  readonly step: number;
  /** Page up and Page down. */
  readonly page: number;
  readonly vertical?: boolean;
  /** Pixels at either end of the track that the handle never leaves. */
  readonly inset?: number;
  readonly disabled?: boolean;
  /** While the finger moves, or a key is held down. */
  readonly onSlide?: (value: number) => void;
  /** The final value, also of a key. */
  readonly onCommit: (value: number) => void;
};

/**
 * A slider's behaviour: absolute positions by pointer, steps by key. Its looks are the caller's.
 * @param words what a value means, for screen readers
 */
export function useSlide(
  options: SlideOptions,
  words: (value: number, isHeld: boolean) => string | undefined,
) {
  const { min, max, step, page, vertical = false, inset = 0, disabled = false } = options;
  const { onSlide, onCommit } = options;
  const [held, setHeld] = useState<number | null>(null);
  /** Whether a key holds it: then its release, not the pointer's, is the end. */
  const byKey = useRef(false);
  const track = useRef<HTMLDivElement>(null);
  const value = held ?? options.value;

  function snap(raw: number): number {
    const stepped = Math.round((raw - min) / step) * step + min;
    return Math.max(min, Math.min(max, Number(stepped.toFixed(6))));
  }

  function at(event: PointerEvent): number {
    const box = track.current?.getBoundingClientRect();
    if (!box) return value;
    const share = vertical
      ? (box.bottom - inset - event.clientY) / (box.height - 2 * inset)
      : (event.clientX - box.left - inset) / (box.width - 2 * inset);
    return snap(min + share * (max - min));
  }

  const keys: Readonly<Record<string, number>> = {
    ArrowUp: value + step,
    ArrowRight: value + step,
    ArrowDown: value - step,
    ArrowLeft: value - step,
    PageUp: value + page,
    PageDown: value - page,
    Home: min,
    End: max,
  };

  function endKey(): void {
    if (!byKey.current || held === null) return;
    byKey.current = false;
    setHeld(null);
    onCommit(held);
  }

  const handlers = disabled
    ? {}
    : {
        onPointerDown(event: PointerEvent<HTMLDivElement>) {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          byKey.current = false;
          const next = at(event);
          setHeld(next);
          onSlide?.(next);
        },
        onPointerMove(event: PointerEvent) {
          if (held === null || byKey.current) return;
          const next = at(event);
          if (next === held) return;
          setHeld(next);
          onSlide?.(next);
        },
        onPointerUp(event: PointerEvent) {
          if (held === null || byKey.current) return;
          onCommit(at(event));
          setHeld(null);
        },
        onPointerCancel() {
          if (!byKey.current) setHeld(null);
        },
        onKeyDown(event: KeyboardEvent) {
          if (event.metaKey || event.ctrlKey || event.altKey) return;
          const next = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
          if (next === undefined) return;
          event.preventDefault();
          byKey.current = true;
          setHeld(snap(next));
          // One press is one command, sent on release; a key held down is a drag.
          if (event.repeat) onSlide?.(snap(next));
        },
        onKeyUp: endKey,
        onBlur: endKey,
      };

  /** What makes an element a slider. */
  const slider = {
    ref: track,
    role: 'slider',
    tabIndex: disabled ? -1 : 0,
    'aria-label': options.label,
    'aria-orientation': vertical ? ('vertical' as const) : undefined,
    'aria-valuemin': min,
    'aria-valuemax': max,
    'aria-valuenow': Number(value.toFixed(6)),
    'aria-valuetext': words(value, held !== null),
    'aria-disabled': options.disabled,
    ...handlers,
  };
  return { value, isHeld: held !== null, share: (value - min) / (max - min), slider };
}
