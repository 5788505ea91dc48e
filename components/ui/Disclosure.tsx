import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  title: ReactNode;
  className?: string;
  /** Called each time it is opened. */
  onOpen?: () => void;
  children: ReactNode;
};

/** What is seldom needed, behind its title. The arrow says that there is more. */
export function Disclosure({ title, className = '', onOpen, children }: Props) {
  return (
    <details
      className={`group ${className}`}
      onToggle={(event) => event.currentTarget.open && onOpen?.()}
    >
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-1.5 text-15 font-medium [&::-webkit-details-marker]:hidden">
        <Icon
          name="caret-right"
          size={16}
          className="shrink-0 text-ink-3 transition-transform duration-200 group-open:rotate-90 rtl:rotate-180"
        />
        {title}
      </summary>
      {children}
    </details>
  );
}
