import type { ButtonHTMLAttributes } from 'react';

type Look = 'plain' | 'strong' | 'quiet' | 'danger';
type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look };

const LOOKS: Record<Look, string> = {
  strong: 'bg-ink text-bg font-semibold',
  plain: 'border border-edge bg-surface text-ink font-medium',
  quiet: 'text-ink-2 font-medium hover:text-ink',
  danger: 'border border-danger text-danger font-medium',
};

/** A button of at least 44 px. */
export function Button({ look = 'plain', className = '', type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 text-15 transition-transform duration-120 active:scale-[0.98] disabled:opacity-55 ${LOOKS[look]} ${className}`}
      {...rest}
    />
  );
}
