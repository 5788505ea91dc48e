import type { ReactNode } from 'react';

type Props = { facts: readonly (readonly [string, ReactNode])[] };

/** Names and values in two columns. */
export function Facts({ facts }: Props) {
  if (facts.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-15">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="num min-w-0 text-end break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
