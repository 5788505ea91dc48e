/** What is coming has roughly this shape. */
export function Loading({ rows }: { rows: number }) {
  return (
    <div aria-hidden="true" className="mt-3 flex flex-col gap-2.5">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={i} className="skeleton h-19 rounded-tile!" />
      ))}
    </div>
  );
}
