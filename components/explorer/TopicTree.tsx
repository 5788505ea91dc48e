'use client';

import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import { useExplorerVersion } from '@/lib/browser/explorer/hooks.ts';
import type { Place } from '@/lib/browser/explorer/tree.ts';
import { TopicRow } from './TopicRow.tsx';
import { keyStep } from './tree-keys.ts';

type Props = {
  explorer: Explorer;
  chosen: Place | null;
  isWide: boolean;
  onChoose: (path: string) => void;
};

const ROW_REM = 3;
/** Rows drawn above and below what is seen, so that a quick scroll shows no holes. */
const SPARE = 8;

/**
 * The tree. However large it is, only the rows in sight are drawn; the focus stays on the whole and
 * names the active row.
 */
export function TopicTree({ explorer, chosen, isWide, onChoose }: Props) {
  useExplorerVersion(explorer);
  const { rows, tree } = explorer;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, row: ROW_REM * 16 });
  const [active, setActive] = useState<Place | null>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setView({ top: element.scrollTop, height: element.clientHeight, row: ROW_REM * root });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function show(index: number): void {
    const element = box.current;
    if (!element || index < 0) return;
    const top = index * view.row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + view.row > element.scrollTop + element.clientHeight)
      element.scrollTop = top + view.row - element.clientHeight;
  }

  // A topic that was chosen elsewhere (by its address) comes into sight.
  const lastChosen = useRef<Place | null>(null);
  useEffect(() => {
    if (chosen === lastChosen.current) return;
    lastChosen.current = chosen;
    if (chosen === null) return;
    setActive(chosen);
    show(rows.indexOf(chosen));
  });

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(view.height / view.row) - 1);
    const step = keyStep(explorer, active, event, page);
    if (step === null) return;
    event.preventDefault();
    if (step.open !== undefined && active !== null) explorer.setOpen(active, step.open);
    if (step.openAll) for (const place of step.openAll) explorer.setOpen(place, true);
    if (step.choose && active !== null) onChoose(tree.path(active));
    if (step.to !== undefined) {
      setActive(step.to);
      show(rows.indexOf(step.to));
    }
  }

  const first = Math.max(0, Math.floor(view.top / view.row) - SPARE);
  const end = Math.min(rows.length(), Math.ceil((view.top + view.height) / view.row) + SPARE);
  const activeIndex = active === null ? -1 : rows.indexOf(active);
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  // What has the focus is there for those who listen, even when it is scrolled out of sight.
  if (activeIndex >= 0 && (activeIndex < first || activeIndex >= end)) indexes.push(activeIndex);

  return (
    <div
      ref={box}
      role="tree"
      aria-label="Topics"
      tabIndex={0}
      aria-activedescendant={activeIndex >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => active === null && setActive(chosen ?? rows.at(0)?.place ?? null)}
      onScroll={(event) => {
        const top = event.currentTarget.scrollTop;
        setView((known) => ({ ...known, top }));
      }}
      className="group/tree relative min-h-0 flex-1 overflow-y-auto overscroll-contain rounded-tile border border-line bg-surface"
    >
      {rows.length() === 0 && (
        // In a tree there are only its items; this is one that cannot be opened.
        <div
          role="treeitem"
          aria-selected={false}
          tabIndex={-1}
          className="px-5 py-8 text-center text-15 text-ink-2"
        >
          {rows.filter() === '' ? 'Waiting for the first message …' : 'No topic matches.'}
        </div>
      )}
      <div role="none" style={{ height: rows.length() * view.row }}>
        {indexes.map((index) => {
          const row = rows.at(index);
          if (!row) return null;
          const { place } = row;
          const isTopic = tree.newest(place) !== undefined;
          const toggle = () => {
            setActive(place);
            explorer.setOpen(place, !rows.isOpen(place));
          };
          const choose = () => {
            setActive(place);
            onChoose(tree.path(place));
          };
          return (
            <TopicRow
              key={place}
              id={`${id}-${place}`}
              row={row}
              explorer={explorer}
              top={index * view.row}
              isWide={isWide}
              isActive={place === active}
              isChosen={place === chosen}
              onToggle={toggle}
              onChoose={choose}
              onPress={() => {
                if (isTopic || isWide) choose();
                if (!isTopic) toggle();
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
