import { useEffect, useState } from 'react';
import { createLongPress } from '@/lib/browser/page/long-press.ts';
import { realTimers } from '@/lib/browser/store/timers.ts';

/** A tile whose menu was asked for, and where it is to open. */
export type AskedTile = {
  readonly id: string;
  /** Another one each time. */
  readonly serial: number;
  /** What opens the tile: the focus comes back to it. */
  readonly rest: HTMLElement;
  readonly anchor: { getBoundingClientRect: () => DOMRect };
  readonly byKey: boolean;
};

/** The tile that an element belongs to. */
export function tileAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.tile[data-entity]') : null;
}

/** What opens a tile: all of it that is not its disc. */
export const restOf = (tile: HTMLElement): HTMLElement | null =>
  tile.querySelector<HTMLElement>(':scope > .tile-rest');

let serial = 0;

function asked(tile: HTMLElement, at: { x: number; y: number } | null): AskedTile | null {
  const id = tile.dataset.entity;
  const rest = restOf(tile);
  if (id === undefined || rest === null) return null;
  const anchor =
    at === null ? tile : { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) };
  serial += 1;
  return { id, serial, rest, anchor, byKey: at === null };
}

/** The menu of a tile, asked for by its keys. */
export const askedByKey = (tile: HTMLElement): AskedTile | null => asked(tile, null);

/**
 * Which tile's menu was asked for: by a finger that rests on it, or by a right click. It hears the
 * page before React does, so that a long press never ends in a click or in a dimmed lamp.
 */
export function useTileMenu() {
  const [tile, setTile] = useState<AskedTile | null>(null);
  useEffect(() => {
    const ask = (element: HTMLElement, at: { x: number; y: number }) => {
      const next = asked(element, at);
      if (next) setTile(next);
    };
    const press = createLongPress<HTMLElement>({
      timers: realTimers,
      onLongPress(element, { x, y }) {
        navigator.vibrate?.(8);
        ask(element, { x, y });
      },
    });
    const touchOf = ({ pointerId: id, clientX: x, clientY: y }: PointerEvent) => ({ id, x, y });
    let kind = 'mouse';
    const stop = new AbortController();
    const on = <K extends keyof WindowEventMap>(
      type: K,
      listener: (event: WindowEventMap[K]) => void,
    ) => window.addEventListener(type, listener, { capture: true, signal: stop.signal });

    on('pointerdown', (event) => {
      kind = event.pointerType;
      const isRest = event.target instanceof Element && event.target.matches('.tile-rest');
      press.down(touchOf(event), kind !== 'mouse' && isRest ? tileAt(event.target) : null);
    });
    on('pointermove', (event) => {
      if (press.move(touchOf(event))) event.stopPropagation();
    });
    on('pointerup', ({ pointerId }) => press.end(pointerId));
    on('pointercancel', ({ pointerId }) => press.end(pointerId));
    on('click', (event) => {
      // A key's click is nobody's finger; it has no detail.
      if (event.detail === 0 || !tileAt(event.target) || !press.takesClick()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    });
    on('contextmenu', (event) => {
      const element = tileAt(event.target);
      if (element === null) return;
      event.preventDefault();
      // A finger's long press is ours to time: the browser's own may come earlier or later.
      if (kind === 'mouse') ask(element, { x: event.clientX, y: event.clientY });
    });
    return () => {
      stop.abort();
      press.stop();
    };
  }, []);
  return [tile, setTile] as const;
}
