'use client';

import { useMemo, useState } from 'react';
import type { RetentionOut } from '@/lib/api/retention.ts';
import type { StorageOut } from '@/lib/api/storage.ts';
import { openEntity } from '@/lib/browser/page/open-entity.ts';
import { scopeChoices } from '@/lib/browser/storage/keep-choices.ts';
import { type StoredEntity, storedEntities } from '@/lib/browser/storage/list.ts';
import { closeKeep } from '@/lib/browser/storage/sheet.ts';
import {
  formatDay,
  formatMany,
  formatSize,
  paceWords,
  policyWords,
  propertyWords,
  scopeWords,
} from '@/lib/browser/storage/words.ts';
import { parseScope } from '@/lib/domain/history/retention.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Select } from '../ui/Select.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { KeepForm } from './KeepForm.tsx';

type Props = {
  /** The scope that the address names; null: the sheet is closed. */
  opened: string | null;
  data: StorageOut;
  policies: readonly RetentionOut[];
  nameOf: (id: string) => string;
};

/** What is stored of one entity, or of a kind, and how long it is kept. */
export function KeepSheet({ opened, ...rest }: Props) {
  // What is closing keeps its content until it is gone.
  const [last, setLast] = useState(opened);
  if (opened !== null && opened !== last) setLast(opened);
  if (last === null || parseScope(last) === null) return null;
  return <Opened key={last} scope={last} open={opened !== null} {...rest} />;
}

type OpenedProps = Omit<Props, 'opened'> & { scope: string; open: boolean };

function Opened({ scope: opened, open, data, policies, nameOf }: OpenedProps) {
  const [scope, setScope] = useState(opened);
  const entities = useMemo(() => storedEntities(data.series), [data.series]);
  const about = parseScope(opened);
  const id = about?.type === 'entity' ? about.id : null;
  const entity = entities.find((one) => one.id === id) ?? null;
  const choices = scopeChoices(opened, entities);
  const scopeText = (one: string) =>
    id === null
      ? scopeWords(one, nameOf)
      : one === opened
        ? 'This one'
        : one === 'home'
          ? 'Everything'
          : scopeWords(one, nameOf);
  return (
    <Sheet
      open={open}
      onClose={closeKeep}
      title={scopeWords(id === null ? scope : opened, nameOf)}
      line={entity ? entity.room : 'How long its history is kept'}
    >
      {entity && <EntityFacts entity={entity} />}
      <div className="mb-5">
        {id !== null ? (
          <Choice
            label="This is for"
            value={scope}
            options={choices}
            words={scopeText}
            onChoose={setScope}
          />
        ) : (
          <Select label="What it is about" value={scope} onChange={setScope}>
            {choices.map((one) => (
              <option key={one} value={one}>
                {scopeText(one)}
              </option>
            ))}
          </Select>
        )}
      </div>
      <KeepForm key={scope} scope={scope} policies={policies} subject={entity} onDone={closeKeep} />
    </Sheet>
  );
}

function EntityFacts({ entity }: { entity: StoredEntity }) {
  const { id, readings, bytes, perDay, perYear, firstAt, series, removed, retention } = entity;
  const rows = [
    ['Readings', `${formatMany(readings)} · ${paceWords(perDay)}`],
    ['On disk', `${formatSize(bytes)} · ${formatSize(perYear)} more a year`],
    ['Since', firstAt === null ? '—' : formatDay(firstAt)],
    ['Kept', policyWords(retention)],
  ] as const;
  return (
    <div className="mb-4">
      <FactList rows={rows} />
      {series.length > 1 && (
        <Disclosure title={`${series.length} properties`}>
          <FactList
            rows={series.map((one) => [
              propertyWords(one),
              `${formatMany(one.readings)} · ${formatSize(one.bytes)}`,
            ])}
          />
        </Disclosure>
      )}
      {!removed && (
        <Button
          look="quiet"
          className="-ms-4"
          onClick={() => {
            closeKeep();
            // The step back is taken first.
            setTimeout(() => openEntity(id), 60);
          }}
        >
          Show the device
        </Button>
      )}
    </div>
  );
}

function FactList({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-13">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="num min-w-0 text-end break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
