import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';
import { Link } from '../ui/Link.tsx';

type Props = { href: string; icon: IconName; title: string; line: ReactNode; badge?: ReactNode };

/** A way to another screen, with a line on what is there. */
export function RowLink({ href, icon, title, line, badge }: Props) {
  return (
    <Link
      href={href}
      className="flex min-h-19 items-center gap-3.5 rounded-tile border border-line bg-surface px-4 py-3"
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-chip bg-inset text-ink-2">
        <Icon name={icon} size={22} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-15 font-medium">{title}</span>
        <span className="block text-13 text-ink-2">{line}</span>
      </span>
      {badge}
      <Icon name="caret-right" size={18} className="shrink-0 text-ink-3 rtl:rotate-180" />
    </Link>
  );
}
