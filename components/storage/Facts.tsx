import type { ReactNode } from 'react';

type Props = {
  title: string;
  rows: readonly { readonly name: string; readonly value: ReactNode; readonly line?: string }[];
  children?: ReactNode;
};

/** A few facts under a title, each with what it means. */
export function Facts({ title, rows, children }: Props) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-17 font-semibold">{title}</h2>
      <dl className="divide-y divide-line rounded-tile border border-line bg-surface">
        {rows.map(({ name, value, line }) => (
          <div key={name} className="flex min-h-12 items-center justify-between gap-4 px-4 py-2">
            <dt className="min-w-0 text-15 text-ink-2">
              {name}
              {line && <span className="block text-13 text-ink-3">{line}</span>}
            </dt>
            <dd className="num shrink-0 text-end text-15">{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}
