import type { EntityView } from '@/lib/browser/entity-view.ts';
import { phaseWords } from '@/lib/browser/status-words.ts';
import { Button } from '../ui/Button.tsx';

type Props = { view: EntityView; onRetry: () => void };

/** What became of the last command, in words, and another try if nothing did. */
export function PhaseLine({ view, onRetry }: Props) {
  const { pending } = view;
  const failed = pending?.phase === 'no_answer' || pending?.phase === 'failed';
  return (
    <div className="relative min-h-5 pe-24" role="status">
      <span className={`block text-13 ${failed ? 'text-warn' : 'text-ink-3'}`}>
        {pending ? (pending.reason ?? phaseWords(pending.phase)) : ''}
      </span>
      {failed && (
        <Button className="absolute end-0 -top-3 px-3" onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
