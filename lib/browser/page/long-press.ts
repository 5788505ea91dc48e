import type { Timers } from '../store/timers.ts';

/** How long a finger rests on a tile until its menu opens (design, "Gestures"). */
export const LONG_PRESS_MS = 500;
/** Less than what begins to dim a lamp: a finger that moves wants something else. */
const SLACK_PX = 10;

export type Touch = { readonly id: number; readonly x: number; readonly y: number };

type Options<T> = {
  readonly timers: Timers;
  readonly onLongPress: (what: T, touch: Touch) => void;
};

/**
 * Tells a long press from a tap, a drag and a scroll. Once it was one, the rest of that touch is
 * used up: its moves drag nothing, and its end is no click.
 */
export function createLongPress<T>({ timers, onLongPress }: Options<T>) {
  let waiting: { readonly from: Touch; readonly cancel: () => void } | null = null;
  /** The touch that was a long press, until its end. */
  let held: number | null = null;
  let swallows = false;

  function forget(): void {
    waiting?.cancel();
    waiting = null;
  }

  return {
    /** A finger came down on `what`; null: on something that has no menu. */
    down(touch: Touch, what: T | null): void {
      // A second finger is a pinch.
      const isAlone = waiting === null;
      forget();
      swallows = false;
      held = null;
      if (what === null || !isAlone) return;
      const cancel = timers.after(LONG_PRESS_MS, () => {
        waiting = null;
        held = touch.id;
        swallows = true;
        onLongPress(what, touch);
      });
      waiting = { from: touch, cancel };
    },
    /** It moved. True: nobody else is to hear of it. */
    move({ id, x, y }: Touch): boolean {
      if (waiting?.from.id === id && Math.hypot(x - waiting.from.x, y - waiting.from.y) > SLACK_PX)
        forget();
      return held === id;
    },
    /** It was lifted, or became a scroll. */
    end(id: number): void {
      if (waiting?.from.id === id) forget();
      if (held === id) held = null;
    },
    /** Whether a click that comes now belongs to a long press; it is asked once. */
    takesClick(): boolean {
      const takes = swallows;
      swallows = false;
      return takes;
    },
    stop: forget,
  };
}
