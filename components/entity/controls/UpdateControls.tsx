'use client';

import { useState } from 'react';
import { takes } from '@/lib/browser/entity/capable.ts';
import { updateState } from '@/lib/browser/entity/update-state.ts';
import { webLink } from '@/lib/browser/entity/web-link.ts';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { textOf } from '@/lib/browser/words/words.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { Facts } from './Facts.tsx';

/** Which version there is and which there could be; installing, after a question. */
export function UpdateControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const [asking, setAsking] = useState(false);
  const { installed, latest, installing, percent, isAvailable } = updateState(shown);
  const notes = webLink(shown.release_url);
  const title = textOf(shown, 'title');
  const summary = textOf(shown, 'release_summary');
  return (
    <div className="flex flex-col gap-4 py-2">
      <BigState line={title}>
        {installing ? 'Installing' : isAvailable ? 'Update available' : latest ? 'Up to date' : '—'}
      </BigState>
      {installing && (
        <div>
          <div
            role="progressbar"
            aria-label="Installing"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent ?? undefined}
            className="h-2 overflow-hidden rounded-chip bg-inset"
          >
            <div
              className={`h-full rounded-chip bg-ink ${percent === null ? 'w-1/3' : ''}`}
              style={percent === null ? undefined : { width: `${percent}%` }}
            />
          </div>
          <p className="num mt-1.5 text-13 text-ink-2">
            {percent === null ? 'It does not say how far it is.' : formatPercent(percent)}
          </p>
        </div>
      )}
      <Facts
        facts={[
          ['Installed', installed ?? '—'],
          ['Newest', latest ?? '—'],
        ]}
      />
      {summary && <p className="text-15 break-words whitespace-pre-line text-ink-2">{summary}</p>}
      {notes && (
        <a
          href={notes}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex min-h-11 items-center self-start text-15 underline underline-offset-4"
        >
          Release notes
        </a>
      )}
      {takes(entity, 'install') && (
        <Button
          look={isAvailable ? 'strong' : 'plain'}
          className="min-h-13"
          disabled={!available || installing || !isAvailable}
          onClick={() => setAsking(true)}
        >
          Install
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        question={`Install ${latest ?? 'the update'} on ${view.fullName}?`}
        line="It may not answer until it is done."
        yes="Install"
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) onCommand({ entity: id, command: 'install' });
        }}
      />
    </div>
  );
}
