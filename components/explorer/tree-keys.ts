import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import { type Place, ROOT } from '@/lib/browser/explorer/tree.ts';

/** What a key means in the tree. */
export type Step = {
  /** Where the focus goes. */
  readonly to?: Place;
  /** The active branch opens, or closes. */
  readonly open?: boolean;
  readonly openAll?: readonly Place[];
  readonly choose?: true;
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** How many rows a typed letter looks through. */
const MOST_LOOKED_THROUGH = 20_000;
/** `*` opens so many branches at once, at most. */
const MOST_OPENED = 200;

/**
 * The keys of a tree as the ARIA practices have them: arrows, Home, End, Page, Enter, Space, `*`, and
 * a letter for the next row that begins with it. Null: the key means nothing here.
 */
export function keyStep(
  { rows, tree }: Pick<Explorer, 'rows' | 'tree'>,
  active: Place | null,
  { key, ctrlKey, metaKey, altKey }: Key,
  page: number,
): Step | null {
  if (ctrlKey || metaKey || altKey || rows.length() === 0) return null;
  const index = active === null ? -1 : rows.indexOf(active);
  const to = (target: number): Step => {
    const place = rows.at(Math.max(0, Math.min(rows.length() - 1, target)))?.place;
    return place === undefined ? {} : { to: place };
  };
  if (active === null || index < 0) return MOVES.has(key) ? to(0) : null;
  const isBranch = tree.hasChildren(active);
  const isOpen = isBranch && rows.isOpen(active);
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(index - 1);
    case 'PageDown':
      return to(index + page);
    case 'PageUp':
      return to(index - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length() - 1);
    case 'ArrowRight':
      if (!isBranch) return {};
      return isOpen ? to(index + 1) : { open: true };
    case 'ArrowLeft': {
      if (isOpen) return { open: false };
      const parent = tree.parent(active);
      return parent === ROOT ? {} : { to: parent };
    }
    case 'Enter':
    case ' ':
      return { choose: true };
    case '*': {
      const branches = tree
        .children(tree.parent(active))
        .filter((place) => tree.hasChildren(place));
      return { openAll: branches.slice(0, MOST_OPENED) };
    }
    default:
      return key.length === 1 ? startingWith(key) : null;
  }

  function startingWith(letter: string): Step {
    const wanted = letter.toLowerCase();
    const most = Math.min(rows.length(), MOST_LOOKED_THROUGH);
    for (let i = 1; i <= most; i += 1) {
      const place = rows.at((index + i) % rows.length())?.place;
      if (place !== undefined && tree.name(place).toLowerCase().startsWith(wanted))
        return { to: place };
    }
    return {};
  }
}

const MOVES = new Set(['ArrowDown', 'ArrowUp', 'ArrowRight', 'Home', 'End', 'PageDown', 'PageUp']);
