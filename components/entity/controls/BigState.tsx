import type { ReactNode } from 'react';

type Props = {
  children: ReactNode;
  /** A line under it. */
  line?: ReactNode;
  isAlarm?: boolean;
  /** Out of reach: it is what was last known. */
  isOld?: boolean;
};

/** What an entity is, large: the first thing to be seen in its sheet. */
export function BigState({ children, line, isAlarm = false, isOld = false }: Props) {
  return (
    <div className="py-3 text-center">
      <p
        className={`num text-28 font-semibold wrap-anywhere ${isOld ? 'text-ink-3' : isAlarm ? 'text-danger' : ''}`}
      >
        {children}
      </p>
      {line && <p className="num mt-0.5 text-15 text-ink-2">{line}</p>}
    </div>
  );
}
