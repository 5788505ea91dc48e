type Props = { count: number; words: string };

/** How many wait; nothing where nobody does. */
export function Badge({ count, words }: Props) {
  if (count === 0) return null;
  return (
    <span className="num inline-flex h-6 min-w-6 items-center justify-center rounded-chip bg-ink px-2 text-13 font-semibold text-bg">
      {count}
      <span className="sr-only"> {words}</span>
    </span>
  );
}
