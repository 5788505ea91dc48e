'use client';

import { type FormEvent, useState } from 'react';
import type { EntityOut } from '@/lib/api/entities.ts';
import { type EntityChange, editEntity } from '@/lib/browser/devices/devices-client.ts';
import { openEntity } from '@/lib/browser/page/open-entity.ts';
import { useEntity } from '@/lib/browser/store/use-home.ts';
import { Button } from '../ui/Button.tsx';
import { Link } from '../ui/Link.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { IconPicker } from './IconPicker.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';

type Props = { entity: EntityOut; onDone: () => void };

/** What a person decides about one entity: its name, its drawing, whether it is to be seen. */
export function EntityForm({ entity, onDone }: Props) {
  const view = useEntity(entity.id);
  const [name, setName] = useState(entity.name ?? '');
  const [icon, setIcon] = useState(entity.icon);
  const { busy, problem, act } = useAct();
  const decided = useDecided();

  const change = (wanted: EntityChange) =>
    act(async () => {
      await editEntity(entity.id, wanted);
      await decided();
    });

  async function save(event: FormEvent) {
    event.preventDefault();
    const given = name.trim() || null;
    const done = await change({
      ...(given !== entity.name && { name: given }),
      ...(icon !== entity.icon && { icon }),
    });
    if (done) onDone();
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-4 px-4 pb-4">
      <TextField
        label="Name"
        value={name}
        maxLength={100}
        autoComplete="off"
        placeholder={entity.device.name}
        hint={name.trim() === '' ? 'Empty: as the device calls it.' : undefined}
        onChange={({ target }) => setName(target.value)}
      />
      <IconPicker value={icon} onChange={setIcon} />
      <Toggle
        label="Show on the screens"
        on={!entity.hidden}
        disabled={busy}
        onChange={(shown) => void change({ hidden: !shown })}
      />
      <p className="text-13 text-ink-3">
        <code className="break-all select-all">{entity.id}</code>
      </p>
      <Problem words={problem} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="strong" disabled={busy}>
          Save
        </Button>
        {view && <Button onClick={() => openEntity(entity.id)}>Open</Button>}
        <Link
          href={`/history?entity=${encodeURIComponent(entity.id)}`}
          className="inline-flex min-h-11 items-center px-3 text-15 text-ink-2 underline underline-offset-4"
        >
          History
        </Link>
      </div>
    </form>
  );
}
