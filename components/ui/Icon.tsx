import { ICON_PATHS, type IconName } from './icon-paths.ts';

type Props = { name: IconName; fill?: boolean; size?: number; className?: string };

/** A Phosphor icon; regular says off, fill says on. Decoration: the words beside it are what counts. */
export function Icon({ name, fill = false, size = 24, className }: Props) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 256 256"
      fill="currentColor"
      className={className}
    >
      <path d={ICON_PATHS[name][fill ? 1 : 0]} />
    </svg>
  );
}
