import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { phaseWords, sentence } from '@/lib/browser/words/status-words.ts';
import { Button } from '../ui/Button.tsx';

type Props = { view: EntityView; onRetry: () => void };

/** What became of the last command, in words, and another try if nothing did. */
export function PhaseLine({ view, onRetry }: Props) {
  const { pending } = view;
  const failed = pending?.phase === 'no_answer' || pending?.phase === 'failed';
  return (
    <div className="relative flex min-h-7 items-center pe-20" role="status">
      <span className={`block text-13 ${failed ? 'text-warn' : 'text-ink-3'}`}>
        {pending
          ? pending.reason === null
            ? phaseWords(pending.phase)
            : sentence(pending.reason)
          : ''}
      </span>
      {failed && (
        <Button
          look="quiet"
          className="absolute end-0 top-1/2 -me-3 -translate-y-1/2 px-3 text-ink! underline underline-offset-4"
          onClick={onRetry}
        >
          Retry
        </Button>
      )}
    </div>
  );
}
