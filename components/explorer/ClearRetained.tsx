'use client';

import { useState } from 'react';
import type { SendDraft } from '@/lib/browser/explorer/publish.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

type Props = { topic: string; send: SendDraft; onCleared: () => void };

/** Takes away what the broker keeps of one topic, after asking. */
export function ClearRetained({ topic, send, onCleared }: Props) {
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function answer(yes: boolean) {
    setAsking(false);
    if (!yes) return;
    setProblem(null);
    try {
      await send({ topic, payload: '', qos: 1, retain: true });
      onCleared();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work.');
    }
  }

  return (
    <div className="pt-2">
      <Button look="danger" className="w-full" onClick={() => setAsking(true)}>
        Clear the retained message
      </Button>
      {problem && (
        <p role="alert" className="mt-2 text-15 text-danger">
          {problem}
        </p>
      )}
      <ConfirmDialog
        open={isAsking}
        question="Clear the retained message?"
        line={`The broker forgets what it keeps of ${topic}. A device that was announced there goes, too.`}
        yes="Clear"
        onAnswer={answer}
      />
    </div>
  );
}
