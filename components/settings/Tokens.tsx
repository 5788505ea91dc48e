'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { TokenOut } from '@/lib/api/doors.ts';
import { ApiError, send } from '@/lib/browser/api-client.ts';
import { formatDate } from '@/lib/browser/words/format.ts';
import { Button } from '../ui/Button.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Access } from './Access.tsx';

/** Tokens for programs that use the REST API. */
export function Tokens() {
  const [adding, setAdding] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  return (
    <Access<{ tokens: TokenOut[] }>
      title="API tokens"
      path="/tokens"
      empty="No program has a token yet."
      read={({ tokens }) =>
        tokens.map(({ id, name, scope, expiresAt, lastUsedAt }) => ({
          id,
          title: name,
          line: [
            scope,
            lastUsedAt ? `last used ${formatDate(Date.parse(lastUsedAt))}` : 'not used yet',
            expiresAt && `until ${formatDate(Date.parse(expiresAt))}`,
          ]
            .filter(Boolean)
            .join(' · '),
        }))
      }
    >
      {token && (
        <div className="mt-3">
          <CopyField label="The new token, shown this once" text={token} testId="api-token" />
        </div>
      )}
      {adding ? (
        <NewToken
          onMade={(text) => {
            setToken(text);
            setAdding(false);
          }}
        />
      ) : (
        <Button className="mt-3" onClick={() => setAdding(true)}>
          New token
        </Button>
      )}
    </Access>
  );
}

const SCOPES = [
  ['read', 'Read: states and history'],
  ['control', 'Control: read, and send commands'],
  ['admin', 'Admin: everything'],
] as const;

const EXPIRIES = [
  ['30', '30 days'],
  ['365', 'One year'],
  ['', 'Until it is revoked'],
] as const;

function NewToken({ onMade }: { onMade: (token: string) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [scope, setScope] = useState('read');
  const [days, setDays] = useState('365');
  const [problem, setProblem] = useState<string | null>(null);

  async function create(event: FormEvent) {
    event.preventDefault();
    try {
      const { token } = await send<{ token: string }>('POST', '/tokens', {
        name: name.trim(),
        scope,
        expiresInDays: days === '' ? null : Number(days),
      });
      await client.invalidateQueries({ queryKey: ['/tokens'] });
      onMade(token);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : 'That did not work.');
    }
  }

  return (
    <form onSubmit={create} className="mt-3 flex flex-col gap-3">
      <TextField
        label="Token name"
        value={name}
        required
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Choice label="It may" value={scope} options={SCOPES} onChange={setScope} />
      <Choice label="Valid for" value={days} options={EXPIRIES} onChange={setDays} />
      {problem && (
        <p role="alert" className="text-13 text-warn">
          {problem}
        </p>
      )}
      <Button type="submit" look="strong" disabled={name.trim() === ''}>
        Create token
      </Button>
    </form>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
};

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select label={label} value={value} onChange={onChange}>
      {options.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </Select>
  );
}
