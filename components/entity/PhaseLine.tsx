import type { EntityView } from '@/lib/browser/entity-view.ts';
import { phaseWords } from '@/lib/browser/status-words.ts';
import { Button } from '../ui/Button.tsx';

type Props = { view: EntityView; onRetry: () => void };

/** What became of the last command, in words, and another try if nothing did. */
export function PhaseLine({ view, onRetry }: Props) {
  const { pending } = view;
  const failed = pending?.phase === 'no_answer' || pending?.phase === 'failed';
  return (
    <div className="flex min-h-11 items-center justify-between gap-3" role="status">
      <span className={`text-13 ${failed ? 'text-warn' : 'text-ink-3'}`}>
        {pending ? (pending.reason ?? phaseWords(pending.phase)) : ''}
      </span>
      {failed && (
        <Button className="px-3" onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
