import { Link } from './Link.tsx';

type Props = { sentence: string; action?: { label: string; href: string } };

/** Nothing here: one sentence, one action. */
export function Empty({ sentence, action }: Props) {
  return (
    <div className="mx-auto mt-10 max-w-80 rounded-tile border border-dashed border-line px-6 py-10 text-center">
      <p className="text-15 text-ink-2">{sentence}</p>
      {action && (
        <Link
          href={action.href}
          className="mt-5 inline-flex min-h-11 items-center rounded-control bg-ink px-5 text-15 font-semibold text-bg"
        >
          {action.label}
        </Link>
      )}
    </div>
  );
}
