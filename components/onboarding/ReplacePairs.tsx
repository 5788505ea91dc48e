'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import type { EntityOut } from '@/lib/api/entities.ts';
import { fetchReplacement, replace } from '@/lib/browser/devices/devices-client.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { entityName } from './LiveChips.tsx';
import { LiveValue } from './LiveValue.tsx';
import { Loading } from './Loading.tsx';
import { Problem } from './Problem.tsx';
import type { Done } from './ReplaceScreen.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';
import { useLiveEntities } from './use-live-entities.ts';

type Props = {
  old: DeviceDetail;
  successor: DeviceDetail;
  onBack: () => void;
  onDone: (done: Done) => void;
};

/** Which entity of the new device goes on for which of the old one, both with their values. */
export function ReplacePairs({ old, successor, onBack, onDone }: Props) {
  const { data, error } = useQuery({
    queryKey: ['replacement', old.id, successor.id],
    queryFn: () => fetchReplacement(old.id, successor.id),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useLiveEntities([...old.entities, ...successor.entities].map(({ id }) => id));
  /** What was chosen otherwise than proposed; null: nothing goes on for it. */
  const [chosen, setChosen] = useState<Readonly<Record<string, string | null>>>({});
  const [asking, setAsking] = useState(false);
  const { busy, problem, act } = useAct();
  const decided = useDecided();
  if (error) return <Problem words={error.message} />;
  if (!data) return <Loading rows={3} />;

  const proposed = new Map(data.pairs.map((pair) => [pair.old, pair.new]));
  const nextOf = (id: string): string | null =>
    Object.hasOwn(chosen, id) ? (chosen[id] ?? null) : (proposed.get(id) ?? null);
  const pairs = old.entities.flatMap(({ id }) => {
    const next = nextOf(id);
    return next === null ? [] : [{ old: id, new: next }];
  });

  /** One entity goes on for one: whoever had it before has none. */
  function choose(id: string, next: string | null) {
    const robbed = pairs.filter((pair) => pair.new === next && pair.old !== id);
    setChosen({
      ...chosen,
      ...Object.fromEntries(robbed.map((pair) => [pair.old, null])),
      [id]: next,
    });
  }

  const go = () =>
    act(async () => {
      const { done } = await replace(old.id, successor.id, pairs);
      onDone({
        ...{ name: old.name, deviceId: successor.id, carriedOut: done },
        entities: pairs.map((pair) => pair.old),
      });
      await decided();
    });

  return (
    <section aria-label="What goes on" className="flex flex-col gap-4 md:max-w-200">
      <p className="text-15 text-ink-2">
        {successor.name} takes the place of {old.name}: its name, its room, and the history of what
        is paired here.
      </p>
      <ul className="divide-y divide-line rounded-tile border border-line bg-surface">
        {old.entities.map((entity) => (
          <PairRow
            key={entity.id}
            entity={entity}
            candidates={successor.entities.filter(({ kind }) => kind === entity.kind)}
            value={nextOf(entity.id)}
            onChoose={(next) => choose(entity.id, next)}
          />
        ))}
      </ul>
      {pairs.length === 0 && (
        <Problem words="Nothing is paired: the new device would go on for nothing." />
      )}
      <Problem words={problem} />
      <div className="flex gap-2">
        <Button onClick={onBack}>Another device</Button>
        <Button
          look="strong"
          className="flex-1"
          disabled={busy || pairs.length === 0}
          onClick={() => setAsking(true)}
        >
          Replace
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        question={`Replace ${old.name} by ${successor.name}?`}
        line={`${pairs.length} of ${old.entities.length} histories go on. The old device is removed. This cannot be undone.`}
        yes="Replace"
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) void go();
        }}
      />
    </section>
  );
}

type RowProps = {
  entity: EntityOut;
  candidates: readonly EntityOut[];
  value: string | null;
  onChoose: (id: string | null) => void;
};

function PairRow({ entity, candidates, value, onChoose }: RowProps) {
  const next = candidates.find(({ id }) => id === value);
  const name = entityName(entity);
  return (
    <li className="grid gap-x-4 gap-y-2 p-4 sm:grid-cols-2">
      <div className="min-w-0">
        <p className="truncate text-15 font-medium">{name}</p>
        <p className="truncate text-13 text-ink-2">
          now <LiveValue entity={entity} />
        </p>
      </div>
      <div className="min-w-0">
        {candidates.length === 0 ? (
          <p className="text-15 text-ink-3">Nothing of its kind: its history ends</p>
        ) : (
          <>
            <select
              aria-label={`What goes on for ${name}`}
              className="field"
              value={value ?? ''}
              onChange={({ target }) => onChoose(target.value || null)}
            >
              <option value="">Nothing: its history ends</option>
              {candidates.map((one) => (
                <option key={one.id} value={one.id}>
                  {entityName(one)}
                </option>
              ))}
            </select>
            {next && (
              <p className="mt-1 truncate text-13 text-ink-2">
                now <LiveValue entity={next} />
              </p>
            )}
          </>
        )}
      </div>
    </li>
  );
}
