import type { WorkOut } from '@/lib/api/storage.ts';
import { formatMany, workWords } from '@/lib/browser/storage/words.ts';

type Props = { work: readonly WorkOut[]; nameOf: (id: string) => string };

/** What takes its time, while it does. */
export function LongWork({ work, nameOf }: Props) {
  return (
    <section aria-label="Under way" aria-live="polite" className="empty:hidden">
      {work.length > 0 && (
        <ul className="mb-4 flex flex-col gap-2.5">
          {work.map((one) => (
            <li
              key={`${one.type} ${one.name}`}
              className="relative overflow-hidden rounded-tile border border-line bg-surface px-4 py-3"
            >
              <p className="text-15 font-medium break-words">{workWords(one, nameOf)}</p>
              <p className="num text-13 text-ink-2">{progressWords(one)}</p>
              <Bar {...one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const progressWords = ({ type, readings, left, stalled }: WorkOut): string => {
  if (stalled && type === 'import')
    return `Broken off after ${formatMany(readings)} readings; the same command goes on from there`;
  if (stalled) return 'As soon as the recorder runs again';
  const done = `${formatMany(readings)} readings so far`;
  return left === null || left === 0 ? done : `${done}, about ${formatMany(left)} to go`;
};

function Bar({ readings, left, stalled }: WorkOut) {
  if (stalled) return null;
  if (left === null || readings + left === 0) return <span className="pending-line" />;
  return (
    <span
      aria-hidden="true"
      className="absolute bottom-0 start-0 h-0.5 bg-ink-2 transition-[width] duration-240"
      style={{ width: `${(readings / (readings + left)) * 100}%` }}
    />
  );
}
