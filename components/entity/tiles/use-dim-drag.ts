import { type HTMLAttributes, type PointerEvent, useRef, useState } from 'react';

type Options = {
  /** Percent where the drag begins; null: this is not to be dragged. */
  readonly level: number | null;
  readonly onSlide: (level: number) => void;
  readonly onCommit: (level: number) => void;
};

const START_PX = 12;
/** Flatter than 30°, else it is a scroll. */
const STEEPEST = Math.tan(Math.PI / 6);

/** Dims a tile by a horizontal drag, relative to where it was; a drag never ends in a tap. */
export function useDimDrag({ level, onSlide, onCommit }: Options) {
  const [held, setHeld] = useState<number | null>(null);
  const from = useRef<{ x: number; y: number; level: number; width: number } | null>(null);
  const last = useRef<number | null>(null);
  const swallow = useRef(false);

  function move(event: PointerEvent<HTMLButtonElement>) {
    const start = from.current;
    if (!start) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (last.current === null) {
      if (Math.hypot(dx, dy) < START_PX) return;
      if (Math.abs(dy) > Math.abs(dx) * STEEPEST) {
        from.current = null;
        return;
      }
      event.currentTarget.setPointerCapture(event.pointerId);
      navigator.vibrate?.(8);
    }
    const next = Math.round(Math.max(1, Math.min(100, start.level + (dx / start.width) * 100)));
    if (next === last.current) return;
    last.current = next;
    setHeld(next);
    onSlide(next);
  }

  function end(commit: boolean) {
    if (last.current !== null) {
      swallow.current = true;
      if (commit) onCommit(last.current);
    }
    from.current = null;
    last.current = null;
    setHeld(null);
  }

  const handlers: HTMLAttributes<HTMLButtonElement> =
    level === null
      ? {}
      : {
          onPointerDown(event) {
            swallow.current = false;
            if (event.button !== 0) return;
            const { width } = event.currentTarget.getBoundingClientRect();
            from.current = { x: event.clientX, y: event.clientY, level, width };
          },
          onPointerMove: move,
          onPointerUp: () => end(true),
          onPointerCancel: () => end(false),
          onClickCapture(event) {
            if (!swallow.current) return;
            swallow.current = false;
            event.stopPropagation();
            event.preventDefault();
          },
        };
  return { held, handlers };
}
