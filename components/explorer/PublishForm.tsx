'use client';

import { type FormEvent, useId, useState } from 'react';
import {
  byteLength,
  payloadWarning,
  type SendDraft,
  topicProblem,
} from '@/lib/browser/explorer/publish.ts';
import { formatBytes } from '@/lib/browser/explorer/words.ts';
import { Button } from '../ui/Button.tsx';
import { Chips } from '../ui/Chips.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Toggle } from '../ui/Toggle.tsx';

type Props = {
  /** What stands in the fields at first. */
  topic: string;
  payload: string;
  send: SendDraft;
};

const QOS_WORDS: Readonly<Record<string, string>> = {
  '0': '0 · at most once',
  '1': '1 · at least once',
  '2': '2 · exactly once',
};

/** Publishes one message, as any MQTT client would. */
export function PublishForm({ topic: firstTopic, payload: firstPayload, send }: Props) {
  const id = useId();
  const [topic, setTopic] = useState(firstTopic);
  const [payload, setPayload] = useState(firstPayload);
  const [qos, setQos] = useState<0 | 1 | 2>(1);
  const [retain, setRetain] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ ok: boolean; text: string } | null>(null);
  const problem = topic === '' ? null : topicProblem(topic);
  const warning = payloadWarning(payload);

  async function publish(event: FormEvent) {
    event.preventDefault();
    const wrong = topicProblem(topic);
    if (wrong !== null) return setOutcome({ ok: false, text: wrong });
    setBusy(true);
    setOutcome(null);
    try {
      await send({ topic, payload, qos, retain });
      const how = qos === 0 ? 'Sent.' : 'Published: the broker has it.';
      setOutcome({ ok: true, text: how });
    } catch (error) {
      const text = error instanceof Error ? error.message : 'That did not work.';
      setOutcome({ ok: false, text });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={publish} className="flex flex-col gap-4">
      <TextField
        label="Topic"
        value={topic}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        onChange={(event) => setTopic(event.target.value)}
        {...(problem && { hint: problem })}
      />
      <div>
        <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
          Payload
        </label>
        <textarea
          id={id}
          rows={4}
          value={payload}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-about`}
          onChange={(event) => setPayload(event.target.value)}
          className="field min-h-24 resize-y py-2.5 font-mono [overflow-wrap:anywhere]"
        />
        <p id={`${id}-about`} className={`mt-1 text-13 ${warning ? 'text-warn' : 'text-ink-3'}`}>
          {warning ?? formatBytes(byteLength(payload))}
        </p>
      </div>
      <Chips
        label="Quality of service"
        value={String(qos)}
        options={['0', '1', '2']}
        words={(option) => QOS_WORDS[option] ?? option}
        onChoose={(option) => setQos(Number(option) as 0 | 1 | 2)}
      />
      <Toggle label="Retain: the broker keeps it" on={retain} onChange={setRetain} />
      {retain && payload === '' && (
        <p className="text-13 text-ink-2">
          An empty retained message takes away what the broker keeps of the topic.
        </p>
      )}
      <Button type="submit" look="strong" disabled={busy}>
        Publish
      </Button>
      <p
        role={outcome?.ok === false ? 'alert' : 'status'}
        className={`text-15 ${outcome?.ok === false ? 'text-danger' : 'text-ok'}`}
      >
        {outcome?.text}
      </p>
    </form>
  );
}
