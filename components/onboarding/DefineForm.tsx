'use client';

import { type FormEvent, useId, useState } from 'react';
import { fieldsOf } from '@/lib/browser/devices/hand-made-fields.ts';
import { configOf, type Draft } from '@/lib/browser/devices/hand-made-form.ts';
import { valuePaths } from '@/lib/browser/devices/value-paths.ts';
import { navigate } from '@/lib/browser/page/location.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DefineField } from './DefineField.tsx';
import { KindPicker } from './KindPicker.tsx';
import { LiveMessages, LiveResult } from './LiveResult.tsx';
import { Problem } from './Problem.tsx';
import { RoomPicker } from './RoomPicker.tsx';
import { useAct } from './use-act.ts';
import { useRehearsal } from './use-rehearsal.ts';
import { useSaveDraft } from './use-save-draft.ts';

type Props = {
  /** Of a device made before; null: a new one. */
  id: string | null;
  start: Draft;
};

/** The form of a hand-made device, beside what it makes of the messages of this moment. */
export function DefineForm({ id, start }: Props) {
  const [draft, setDraft] = useState(start);
  const tried = useRehearsal(draft);
  const { busy, problem, act, setProblem } = useAct();
  const save = useSaveDraft(id);
  const { kind, texts } = draft;
  const topic = texts.state_topic?.trim();
  const paths = valuePaths(tried.heard.findLast((one) => one.topic === topic)?.text ?? null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const config = configOf(draft);
    if ('problem' in config && typeof config.problem === 'string') {
      setProblem(`${config.problem}.`);
      return;
    }
    await act(async () => navigate(await save(draft, config)));
  }

  return (
    // On a phone the result stays in sight above the fields; on a desktop it stands beside them.
    <form
      onSubmit={submit}
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-4 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] xl:grid-rows-[auto_1fr]"
    >
      <div className="sticky top-2 z-10 xl:col-start-2 xl:row-start-1">
        <LiveResult tried={tried} />
      </div>
      <div className="flex flex-col gap-4 xl:col-start-1 xl:row-span-2 xl:row-start-1">
        <TextField
          label="Name"
          required
          maxLength={100}
          placeholder="Shed"
          autoComplete="off"
          value={draft.name}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
        <RoomPicker value={draft.room} onChange={(room) => setDraft({ ...draft, room })} />
        <KindPicker
          value={kind}
          isFixed={id !== null}
          onChange={(next) => setDraft({ ...draft, kind: next })}
        />
        {fieldsOf(kind).map((field) => (
          <DefineField
            key={`${kind} ${field.key}`}
            field={field}
            value={texts[field.key] ?? ''}
            paths={paths}
            onChange={(value) =>
              setDraft((before) => ({ ...before, texts: { ...before.texts, [field.key]: value } }))
            }
          />
        ))}
        <Advanced
          value={draft.advanced}
          onChange={(advanced) => setDraft({ ...draft, advanced })}
        />
      </div>
      <div className="flex flex-col gap-4 xl:col-start-2 xl:row-start-2">
        <LiveMessages tried={tried} />
        <Problem words={problem} />
        <Button type="submit" look="strong" disabled={busy || draft.name.trim() === ''}>
          {id === null ? 'Add to home' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

function Advanced({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const id = useId();
  return (
    <Disclosure title="Further keys" className="border-t border-line pt-1">
      <label htmlFor={id} className="mb-1.5 block text-13 text-ink-2">
        Any keys of Home Assistant’s MQTT configuration, as JSON. They win over the fields above.
      </label>
      <textarea
        id={id}
        className="field min-h-32 py-3 font-mono text-13!"
        spellCheck={false}
        autoCapitalize="none"
        placeholder={'{\n  "icon": "mdi:barn",\n  "availability_topic": "shed/status"\n}'}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Disclosure>
  );
}
