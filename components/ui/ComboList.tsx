'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

type Option = { readonly key: string };
type Props<T extends Option> = {
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  options: readonly T[];
  draw: (option: T) => ReactNode;
  onChoose: (option: T) => void;
  /** When nothing fits. */
  empty: string;
};

const PAGE = 6;

/**
 * A line to type in over a list of what fits (ARIA: combobox with a listbox). The focus stays in
 * the line; arrows and Page keys move through the list, Enter chooses.
 */
export function ComboList<T extends Option>(props: Props<T>) {
  const { label, placeholder, query, onQuery, options, draw, onChoose, empty } = props;
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    options.findIndex(({ key }) => key === chosen),
  );
  const active = options[at];
  const activeKey = active?.key;

  useEffect(() => {
    if (activeKey === undefined) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [activeKey]);

  const jump = (to: number) => {
    const last = options.length - 1;
    setChosen(options[Math.max(0, Math.min(last, to))]?.key ?? null);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = options.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at === 0 ? last : at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
    };
    const to = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (to !== undefined) {
      event.preventDefault();
      jump(to);
    } else if (event.key === 'Enter' && active) {
      event.preventDefault();
      onChoose(active);
    }
  }

  return (
    <>
      <div className="p-3 pb-2">
        <input
          role="combobox"
          aria-label={label}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${id}-${at}` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={80}
          placeholder={placeholder}
          value={query}
          onChange={({ target }) => {
            setChosen(null);
            onQuery(target.value);
          }}
          onKeyDown={onKeyDown}
          className="field"
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-1.5 pb-1.5"
      >
        {options.map((option, place) => (
          // biome-ignore-start lint/a11y/useKeyWithClickEvents: its keys are those of the line above
          // biome-ignore-start lint/a11y/useFocusableInteractive: the focus stays in that line
          <div
            key={option.key}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === at}
            onPointerMove={() => setChosen(option.key)}
            onClick={() => onChoose(option)}
            className="cursor-pointer rounded-control aria-selected:bg-inset forced-colors:aria-selected:outline"
          >
            {draw(option)}
          </div>
          // biome-ignore-end lint/a11y/useFocusableInteractive: as above
          // biome-ignore-end lint/a11y/useKeyWithClickEvents: as above
        ))}
      </div>
      <p role="status" className={options.length > 0 ? 'sr-only' : 'px-4 pb-5 text-15 text-ink-2'}>
        {options.length > 0
          ? `${options.length} ${options.length === 1 ? 'result' : 'results'}`
          : empty}
      </p>
    </>
  );
}
