'use client';

import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import { previewOf } from '@/lib/browser/explorer/payload.ts';
import type { Row } from '@/lib/browser/explorer/rows.ts';
import {
  countOf,
  formatCount,
  formatRate,
  formatSince,
  levelName,
} from '@/lib/browser/explorer/words.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = {
  id: string;
  row: Row;
  explorer: Explorer;
  /** px from the top of the tree. */
  top: number;
  isWide: boolean;
  isActive: boolean;
  isChosen: boolean;
  onToggle: () => void;
  onChoose: () => void;
  /** The row itself was pressed: a topic is chosen, a branch opens or closes. */
  onPress: () => void;
};

/** Deeper levels are not moved in further: a phone has room for words only up to here. */
const DEEPEST = { phone: 6, wide: 14 };
const STEP_REM = { phone: 0.75, wide: 1.25 };

/** One level of a topic: what it says, how much runs below it, and how long ago. */
export function TopicRow(props: Props) {
  const { id, row, explorer, top, isWide, isActive, isChosen } = props;
  const { tree, rows } = explorer;
  const { place, position, neighbours } = row;
  const now = explorer.now();
  const stats = tree.stats(place, now);
  const newest = tree.newest(place);
  const isBranch = tree.hasChildren(place);
  const isOpen = isBranch && rows.isOpen(place);
  const kept = tree.kept(place) === 'kept';
  const name = levelName(tree.name(place));
  const preview = newest ? previewOf(newest) : countOf(stats.topics, 'topic');
  const size = isWide ? 'wide' : 'phone';
  const indent = Math.min(tree.depth(place) - 1, DEEPEST[size]) * STEP_REM[size];
  const rate = formatRate(stats.rate);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys for all its rows
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the tree, which names this row
    <div
      id={id}
      role="treeitem"
      aria-label={`${name}${kept ? ', retained' : ''}: ${preview}`}
      aria-level={tree.depth(place)}
      aria-posinset={position}
      aria-setsize={neighbours}
      aria-expanded={isBranch ? isOpen : undefined}
      aria-selected={isChosen}
      data-active={isActive}
      onClick={props.onPress}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: `${indent}rem` }}
      className="absolute inset-x-0 top-0 flex h-12 cursor-pointer items-center pe-3 select-none hover:bg-inset aria-selected:bg-inset group-focus-visible/tree:data-[active=true]:outline-2 group-focus-visible/tree:data-[active=true]:-outline-offset-2 group-focus-visible/tree:data-[active=true]:outline-ink"
    >
      {isBranch ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${isOpen ? 'Close' : 'Open'} ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle();
          }}
          className="grid h-12 w-11 shrink-0 place-items-center text-ink-3"
        >
          <Icon
            name="caret-right"
            size={16}
            className={`transition-transform duration-120 ${isOpen ? 'rotate-90' : 'rtl:rotate-180'}`}
          />
        </button>
      ) : (
        <span className="w-11 shrink-0" />
      )}
      <span className="min-w-0 flex-1 min-[1100px]:flex min-[1100px]:items-baseline min-[1100px]:gap-3">
        <span className="flex min-w-0 items-center gap-1.5 min-[1100px]:max-w-[60%] min-[1100px]:shrink-0">
          <span className="truncate text-15 font-medium">{name}</span>
          {kept && (
            <span
              title="Retained: the broker keeps it"
              className="shrink-0 rounded-[6px] border border-edge px-1 text-12 leading-4 text-ink-2"
            >
              R
            </span>
          )}
        </span>
        <span className="block min-w-0 flex-1 truncate text-13 text-ink-2">
          {newest || !isOpen ? preview : ''}
        </span>
      </span>
      <span className="num ms-2 shrink-0 text-end text-12 text-ink-2">
        <span className="block">{formatCount(stats.messages)}</span>
        <span className="block text-ink-3">{rate || formatSince(stats.lastAt, now)}</span>
      </span>
      {isBranch && !newest && !isWide && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`About ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            props.onChoose();
          }}
          className="-me-3 grid h-12 w-11 shrink-0 place-items-center text-ink-3"
        >
          <Icon name="dots-three" size={20} />
        </button>
      )}
    </div>
  );
}
