import { type HTMLAttributes, useEffect, useRef, useState } from 'react';

/** How long something that matters is to be pressed (design, "Gestures"). */
export const HOLD_MS = 600;
const SLACK_PX = 12;

type Options = {
  /** False: it is an ordinary button for now, and a tap is enough. */
  readonly isNeeded?: boolean;
  readonly disabled?: boolean | undefined;
  /** It was pressed for long enough. */
  readonly onHold: () => void;
  /** It was only tapped, or activated by something that cannot hold. */
  readonly onTap: () => void;
};

/** Press and hold, by finger, mouse or key; a tap is told apart, and a slip away ends it. */
export function useHold({ isNeeded = true, disabled = false, onHold, onTap }: Options) {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const from = useRef<{ x: number; y: number } | null>(null);
  /** A press began here, so the click after it is ours to judge. */
  const pressed = useRef<'no' | 'pressed' | 'done'>('no');
  useEffect(() => () => clearTimeout(timer.current), []);

  function begin(): void {
    pressed.current = 'pressed';
    setHeld(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      pressed.current = 'done';
      setHeld(false);
      navigator.vibrate?.(8);
      onHold();
    }, HOLD_MS);
  }

  function end(): void {
    clearTimeout(timer.current);
    setHeld(false);
  }

  const isKey = (key: string) => key === 'Enter' || key === ' ';

  /** The click that follows the release of a hold is no tap, whatever the button is by then. */
  function onClick(): void {
    const wasDone = pressed.current === 'done';
    pressed.current = 'no';
    if (!wasDone) onTap();
  }

  const plain: HTMLAttributes<HTMLButtonElement> = {
    onPointerDown: () => {
      pressed.current = 'no';
    },
    onClick,
  };
  const handlers: HTMLAttributes<HTMLButtonElement> = disabled
    ? {}
    : !isNeeded
      ? plain
      : {
          onPointerDown(event) {
            if (event.button !== 0) return;
            from.current = { x: event.clientX, y: event.clientY };
            begin();
          },
          onPointerMove({ clientX, clientY }) {
            const start = from.current;
            if (start && Math.hypot(clientX - start.x, clientY - start.y) > SLACK_PX) end();
          },
          onPointerUp: end,
          onPointerLeave: end,
          onPointerCancel: end,
          // A long press on a phone asks for a menu: here it means something else.
          onContextMenu: (event) => event.preventDefault(),
          onKeyDown(event) {
            if (!isKey(event.key)) return;
            event.preventDefault();
            if (!event.repeat) begin();
          },
          onKeyUp(event) {
            if (!isKey(event.key) || pressed.current === 'no') return;
            event.preventDefault();
            const wasDone = pressed.current === 'done';
            pressed.current = 'no';
            end();
            if (!wasDone) onTap();
          },
          onBlur: end,
          onClick,
        };
  return { isHeld, handlers };
}
