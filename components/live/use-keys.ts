import { useEffect, useState } from 'react';
import { type Direction, neighbour } from '@/lib/browser/keys/grid.ts';
import { createKeyReader, type KeyAct } from '@/lib/browser/keys/keys.ts';
import { keyPressOf } from '@/lib/browser/keys/press.ts';
import { levelStep } from '@/lib/browser/keys/step.ts';
import { navigate } from '@/lib/browser/page/location.ts';
import { closeEntity, openedEntity } from '@/lib/browser/page/open-entity.ts';
import { type Overlay, showOverlay } from '@/lib/browser/page/overlay.ts';
import { getPreferences } from '@/lib/browser/page/preferences.ts';
import { realTimers } from '@/lib/browser/store/timers.ts';
import { undoLast } from '@/lib/browser/store/undo.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import { type AskedTile, askedByKey, restOf, tileAt } from './use-tile-menu.ts';

/**
 * The keys of the app, on every screen. It hears a key last, so whoever used it already has it.
 * Returns what came of the last one, for those who listen.
 */
export function useKeys(onMenu: (tile: AskedTile) => void): string {
  const { store, desk } = useRuntime();
  const [said, setSaid] = useState('');

  useEffect(() => {
    let lastTile: HTMLElement | null = null;
    const stop = new AbortController();
    const read = createKeyReader(realTimers, () => getPreferences().letterKeys);

    /** Whether there was anything to be done. */
    function carryOut(act: KeyAct, target: EventTarget | null): boolean {
      const tile = tileAt(target);
      switch (act.type) {
        case 'palette':
        case 'keys':
          openOverlay(act.type);
          return true;
        case 'go':
          navigate(act.href);
          window.scrollTo(0, 0);
          return true;
        case 'undo': {
          const isDone = undoLast();
          if (isDone) setSaid('Undone');
          return isDone;
        }
        case 'menu': {
          const asked = tile && askedByKey(tile);
          if (asked) onMenu(asked);
          return Boolean(asked);
        }
        case 'quick':
          return tile !== null && isRest(target) && pressDisc(tile);
        case 'enter':
          return isRest(target) && tile?.dataset.entity === openedEntity() && enterSheet();
        case 'move':
          return moveFocus(target, act.to);
        case 'step': {
          const id = tile?.dataset.entity ?? openedEntity();
          return id !== null && step(id, act.up, act.held);
        }
      }
    }

    function step(id: string, up: boolean, held: boolean): boolean {
      const view = store.latest(id);
      const next = view && levelStep(view, up);
      if (!view || !next) return false;
      if (!held) desk.run(next.command);
      else if (next.glides) desk.drag(next.command);
      setSaid(`${view.fullName} ${next.words}`);
      return true;
    }

    function moveFocus(target: EventTarget | null, to: Direction): boolean {
      const tile = tileAt(target);
      // Elsewhere the arrows belong to what has the focus, or to the page that scrolls.
      if (tile === null && target !== document.body) return false;
      const scope = tile?.closest('[data-sheet]') ?? document.querySelector('main');
      const tiles = [...(scope?.querySelectorAll<HTMLElement>('.tile[data-entity]') ?? [])].filter(
        (one) => one.getClientRects().length > 0,
      );
      const from = tile ? tiles.indexOf(tile) : -1;
      const boxes = tiles.map((one) => one.getBoundingClientRect());
      const rtl = getComputedStyle(document.documentElement).direction === 'rtl';
      const next = from === -1 ? entry(tiles) : tiles[neighbour(boxes, from, to, rtl) ?? -1];
      if (next) focusTile(next);
      // At the edge the page does not scroll away either.
      return tiles.length > 0;
    }

    /** The tile where one was, else the first that is on screen. */
    function entry(tiles: readonly HTMLElement[]): HTMLElement | undefined {
      if (lastTile && tiles.includes(lastTile)) return lastTile;
      return tiles.find((one) => one.getBoundingClientRect().top >= 0) ?? tiles[0];
    }

    window.addEventListener(
      'keydown',
      (event) => {
        if (event.defaultPrevented || event.isComposing) return;
        const act = read(keyPressOf(event));
        if (act && carryOut(act, event.target)) event.preventDefault();
      },
      { signal: stop.signal },
    );
    // Firefox presses a button when Space is released, whatever became of its going down.
    window.addEventListener(
      'keyup',
      (event) => {
        const tile = tileAt(event.target);
        if (event.key === ' ' && tile && isRest(event.target) && discOf(tile))
          event.preventDefault();
      },
      { signal: stop.signal },
    );
    window.addEventListener(
      'focusin',
      ({ target }) => {
        lastTile = tileAt(target) ?? lastTile;
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, [store, desk, onMenu]);

  return said;
}

const GONE_WITHIN_MS = 1_000;

/** A sheet over the page goes first: two dialogs that hold the focus would fight for it. */
function openOverlay(overlay: Overlay): void {
  const since = performance.now();
  const look = () => {
    if (!document.querySelector('[data-sheet="modal"]')) showOverlay(overlay);
    else if (performance.now() - since < GONE_WITHIN_MS) requestAnimationFrame(look);
  };
  if (document.querySelector('[data-sheet="modal"]')) {
    showOverlay(null);
    if (openedEntity() !== null) closeEntity();
  }
  look();
}

const isRest = (target: EventTarget | null) =>
  target instanceof Element && target.matches('.tile-rest');

/** The disc of a tile, if there is something to do at once. */
const discOf = (tile: HTMLElement) =>
  tile.querySelector<HTMLButtonElement>('button:not(.tile-rest):not(:disabled)');

/** As if it had been tapped: with the question that some of them ask first. */
function pressDisc(tile: HTMLElement): boolean {
  const disc = discOf(tile);
  disc?.click();
  return disc !== null;
}

/** Into the sheet that stands beside the page. False: there is none. */
function enterSheet(): boolean {
  const sheet = document.querySelector<HTMLElement>('[data-sheet="docked"]');
  sheet?.querySelector<HTMLElement>('button, [tabindex="0"], a[href], input')?.focus();
  return sheet !== null;
}

/** Above what is fixed to the foot of a phone, below what sticks to the head. */
const MARGIN_PX = 88;

function focusTile(tile: HTMLElement): void {
  restOf(tile)?.focus({ preventScroll: true });
  const { top, bottom } = tile.getBoundingClientRect();
  if (top < MARGIN_PX || bottom > window.innerHeight - MARGIN_PX)
    tile.scrollIntoView({ block: 'center', behavior: 'instant' });
}
