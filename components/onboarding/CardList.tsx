import type { ReactNode } from 'react';

type Props<T> = {
  items: readonly T[];
  /** How many are shown; the rest waits behind a button. */
  most: number;
  /** As many columns as the cards of this width find room for. */
  columns: string;
  onMore: () => void;
  children: (item: T) => ReactNode;
};

/** Cards in columns, as many as asked for, and a button for more. */
export function CardList<T extends { readonly id: string }>(props: Props<T>) {
  const { items, most, columns, onMore, children } = props;
  return (
    <>
      <ul className={`mt-3 grid gap-2.5 ${columns}`}>
        {items.slice(0, most).map((item) => (
          <li key={item.id} className="min-w-0">
            {children(item)}
          </li>
        ))}
      </ul>
      {items.length > most && (
        <button
          type="button"
          onClick={onMore}
          className="mt-3 min-h-12 w-full rounded-tile border border-dashed border-edge text-15 text-ink-2"
        >
          Show more ({items.length - most})
        </button>
      )}
    </>
  );
}

export const CARDS = 'items-start lg:grid-cols-2 2xl:grid-cols-3';
export const ROWS = 'lg:grid-cols-2';
