'use client';

import { useState } from 'react';
import type { Rehearsal } from '@/lib/browser/devices/rehearsal.ts';
import { type Trial, trialsOf } from '@/lib/browser/devices/trials.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import type { Publish } from '@/lib/domain/dialect/message.ts';
import { Button } from '../ui/Button.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';

/** The commands of a device that is being defined, with what each of them really sends. */
export function Trials({ rehearsal }: { rehearsal: Rehearsal }) {
  const trials = trialsOf(rehearsal.entity).flatMap((trial) => {
    const encoded = rehearsal.encode(trial.command, trial.values);
    return encoded.ok ? [{ trial, messages: encoded.messages }] : [];
  });
  const { link } = useRuntime();
  const { busy, problem, act } = useAct();
  const [sent, setSent] = useState<string | null>(null);
  if (trials.length === 0) return null;

  async function send({ words }: Trial, messages: readonly Publish[]) {
    setSent(null);
    const done = await act(async () => {
      for (const message of messages) await link.publish(message);
    });
    if (done) setSent(words);
  }

  return (
    <div className="flex flex-col gap-2 py-2">
      <p className="text-13 font-medium text-ink-2">Try a command</p>
      <ul className="flex flex-col gap-2">
        {trials.map(({ trial, messages }) => (
          <li key={trial.words} className="flex items-center gap-3">
            <Button className="shrink-0" disabled={busy} onClick={() => send(trial, messages)}>
              {trial.words}
            </Button>
            <span className="min-w-0 flex-1 text-13">
              {messages.map(({ topic, payload }) => (
                <code key={topic} className="block break-all">
                  {topic} ← {payload}
                </code>
              ))}
              {sent === trial.words && (
                <span role="status" className="text-ok">
                  Sent
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Problem words={problem} />
    </div>
  );
}
