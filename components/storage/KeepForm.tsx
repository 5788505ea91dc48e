'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PreviewOut, RetentionOut } from '@/lib/api/retention.ts';
import { countOf } from '@/lib/browser/explorer/words.ts';
import { previewPolicy, removePolicy, savePolicy } from '@/lib/browser/storage/client.ts';
import {
  choiceOf,
  daysOf,
  policyOfScope,
  policyWithout,
  rawChoices,
  samePolicy,
  summaryChoices,
  withRaw,
} from '@/lib/browser/storage/keep-choices.ts';
import { daysWords, formatDay, lossWords } from '@/lib/browser/storage/words.ts';
import type { Policy, Subject } from '@/lib/domain/history/retention.ts';
import { Problem } from '../onboarding/Problem.tsx';
import { useAct } from '../onboarding/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { PreviewWords } from './PreviewWords.tsx';
import { RETENTION_KEY, STORAGE_KEY, usePreview } from './use-data.ts';

type Props = {
  scope: string;
  policies: readonly RetentionOut[];
  /** The entity the sheet is about, if it is about one. */
  subject: Subject | null;
  onDone: () => void;
};

const words = (choice: string): string => {
  const days = daysOf(choice);
  return days === null ? 'For ever' : daysWords(days);
};

/** Chooses how long a scope is kept, shows what that comes to, and names the loss before it is one. */
export function KeepForm({ scope, policies, subject, onDone }: Props) {
  const now = policyOfScope(scope, policies, subject);
  const [policy, setPolicy] = useState<Policy>(now);
  const [asked, setAsked] = useState<{ lost: PreviewOut['lost']; yes: () => void } | null>(null);
  const { data: preview, error, isPlaceholderData } = usePreview({ scope, ...policy });
  const { busy, problem, act } = useAct();
  const client = useQueryClient();
  const isOwn = policies.some((one) => one.scope === scope);
  const isChanged = !samePolicy(policy, now) || !isOwn;
  const isReady = preview !== undefined && !isPlaceholderData;

  async function finish(work: () => Promise<unknown>) {
    if (!(await act(work))) return;
    await Promise.all(
      [STORAGE_KEY, RETENTION_KEY, ['/retention/preview']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
    onDone();
  }
  /** Asks first if anything would be lost. */
  function careful(lost: PreviewOut['lost'], work: () => Promise<unknown>) {
    if (lost === null) void finish(work);
    else setAsked({ lost, yes: () => void finish(work) });
  }
  async function takeBack() {
    const next = policyWithout(scope, policies, subject);
    await act(async () => {
      const { lost } = await previewPolicy({ scope, ...next });
      careful(lost, () => removePolicy(scope));
    });
  }

  return (
    <>
      <div className="flex flex-col gap-5">
        <Choice
          label="Every reading is kept"
          few={9}
          value={choiceOf(policy.rawDays)}
          options={rawChoices(now.rawDays)}
          words={words}
          onChoose={(choice) => setPolicy(withRaw(daysOf(choice), policy))}
        />
        {policy.rawDays !== null && (
          <Choice
            label="Hourly statistics are kept"
            value={choiceOf(policy.summaryDays)}
            options={summaryChoices(policy.rawDays, policy.summaryDays)}
            words={(choice) =>
              daysOf(choice) === policy.rawDays ? 'No longer than readings' : words(choice)
            }
            onChoose={(choice) => setPolicy({ ...policy, summaryDays: daysOf(choice) })}
          />
        )}
      </div>
      {preview ? (
        <PreviewWords preview={preview} isOld={!isReady} />
      ) : (
        <div className="mt-5 min-h-60">
          {error ? <Problem words={error.message} /> : <div className="skeleton h-60" />}
        </div>
      )}
      <div className="mt-4">
        <Problem words={problem} />
      </div>
      <div className="mt-4 flex flex-wrap gap-2 pb-2">
        <Button
          look="strong"
          className="flex-1"
          disabled={busy || !isReady || !isChanged}
          onClick={() => careful(preview?.lost ?? null, () => savePolicy(scope, policy))}
        >
          Keep it so
        </Button>
        {isOwn && (
          <Button className="flex-1" disabled={busy} onClick={takeBack}>
            Take back
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asked !== null}
        question={asked?.lost ? `Drop about ${lossWords(asked.lost)}?` : ''}
        line={asked?.lost ? warning(asked.lost, policy) : ''}
        yes="Drop them"
        onAnswer={(yes) => {
          setAsked(null);
          if (yes) asked?.yes();
        }}
      />
    </>
  );
}

function warning(lost: NonNullable<PreviewOut['lost']>, { rawDays, summaryDays }: Policy): string {
  const { entities, from, to } = lost;
  const what = `Of ${countOf(entities, 'entity', 'entities')}, from ${formatDay(Date.parse(from))} to ${formatDay(Date.parse(to))}.`;
  const rest =
    lost.readings === 0 || (rawDays !== null && rawDays === summaryDays)
      ? 'Nothing of that time stays.'
      : 'Hourly statistics of that time stay.';
  return `${what} They cannot be brought back. ${rest}`;
}
