/** What went wrong, said at once; nothing while nothing did. */
export function Problem({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <p role="alert" className="text-13 text-warn">
      {words}
    </p>
  );
}
