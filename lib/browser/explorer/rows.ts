import { isFilter, matches } from '../../domain/entity/topic-filter.ts';
import { type Place, ROOT, type TopicTree } from './tree.ts';

/** One line of the tree as it stands on the screen. */
export type Row = {
  readonly place: Place;
  /** Among its neighbours, from 1. */
  readonly position: number;
  readonly neighbours: number;
};

export type TopicRows = ReturnType<typeof createTopicRows>;

/**
 * Which places are lines on the screen: those whose branches are open, or, with a filter, those that
 * match it and the way to them. Works in one pass over flat arrays; `refresh` makes it anew.
 */
export function createTopicRows(tree: TopicTree) {
  const open = new Set<Place>();
  /** Closed by hand although the filter would show them. */
  const closed = new Set<Place>();
  let filter = '';
  let matchesFilter: ((path: string) => boolean) | null = null;
  /** With a filter: whether a place is shown, and up to which place that was worked out. */
  let shown: boolean[] = [];
  let judged = 0;
  let rows: Place[] = [];
  let positions: number[] = [];
  let counts: number[] = [];
  let builtSize = 0;

  function judge(): void {
    if (matchesFilter === null) return;
    const size = tree.size();
    for (let place = Math.max(judged, 1); place < size; place += 1) {
      if (shown[place] || !matchesFilter(tree.path(place))) continue;
      for (let at = place; at !== ROOT && !shown[at]; at = tree.parent(at)) shown[at] = true;
    }
    judged = size;
  }

  const isOpen = (place: Place) => (matchesFilter ? !closed.has(place) : open.has(place));

  function setOpen(place: Place, wanted: boolean): void {
    const set = matchesFilter ? closed : open;
    if (wanted === (matchesFilter === null)) set.add(place);
    else set.delete(place);
  }

  const childrenOf = (place: Place): readonly Place[] => {
    const all = tree.children(place);
    return matchesFilter ? all.filter((child) => shown[child]) : all;
  };

  function rebuild(): void {
    judge();
    rows = [];
    positions = [];
    counts = [];
    builtSize = tree.size();
    const lists: (readonly Place[])[] = [childrenOf(ROOT)];
    const at: number[] = [0];
    while (lists.length > 0) {
      const top = lists.length - 1;
      const list = lists[top] as readonly Place[];
      const i = at[top] as number;
      if (i >= list.length) {
        lists.pop();
        at.pop();
        continue;
      }
      at[top] = i + 1;
      const place = list[i] as Place;
      rows.push(place);
      positions.push(i + 1);
      counts.push(list.length);
      if (tree.hasChildren(place) && isOpen(place)) {
        lists.push(childrenOf(place));
        at.push(0);
      }
    }
  }

  return {
    /** Works the lines out anew. */
    refresh: rebuild,
    /** Whether there are places since then that may have to be shown. */
    isOld: () => tree.size() !== builtSize,
    length: () => rows.length,
    at: (index: number): Row | undefined => {
      const place = rows[index];
      if (place === undefined) return undefined;
      return {
        place,
        position: positions[index] as number,
        neighbours: counts[index] as number,
      };
    },
    indexOf: (place: Place): number => rows.indexOf(place),
    isOpen,
    setOpen,
    filter: () => filter,

    /** Text that a topic contains, or an MQTT filter if it has wildcards; empty: everything. */
    setFilter(text: string): void {
      filter = text;
      matchesFilter = matcherOf(text.trim());
      shown = [];
      judged = 0;
      closed.clear();
    },

    /** Opens the way to a place, so that it is a line. */
    reveal(place: Place): void {
      for (let at = tree.parent(place); at !== ROOT; at = tree.parent(at)) setOpen(at, true);
    },
  };
}

function matcherOf(text: string): ((path: string) => boolean) | null {
  if (text === '') return null;
  if (isFilter(text)) return (path) => matches(text, path);
  const wanted = text.toLowerCase();
  return (path) => path.toLowerCase().includes(wanted);
}
