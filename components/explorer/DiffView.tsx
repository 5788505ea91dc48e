import type { DiffLine } from '@/lib/browser/explorer/diff.ts';

type Props = {
  label: string;
  lines: readonly DiffLine[];
  /** `after`: the text as it is, new lines marked · `changes`: only what came and went. */
  shows: 'after' | 'changes';
};

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

/** Lines of text; those that changed carry a sign, so that the mark rests on no colour. */
export function DiffView({ label, lines, shows }: Props) {
  const shown = lines.filter(({ type }) => type !== (shows === 'after' ? 'removed' : 'same'));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      className="max-h-80 overflow-y-auto rounded-control border border-line bg-bg py-2 font-mono text-13"
    >
      {shown.map(({ type, text }, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its number
          key={i}
          data-line={type}
          className={`flex gap-2 px-3 ${type === 'same' ? '' : 'bg-inset'}`}
        >
          <span aria-hidden="true" className="w-2 shrink-0 text-ink-3 select-none">
            {SIGNS[type]}
          </span>
          <code
            className={`min-w-0 flex-1 break-words whitespace-pre-wrap [overflow-wrap:anywhere] ${type === 'removed' ? 'text-ink-3 line-through' : type === 'added' ? 'font-semibold' : ''}`}
          >
            {text}
          </code>
        </div>
      ))}
    </div>
  );
}
