'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, send } from '@/lib/browser/api-client.ts';
import { RevokeButton } from './RevokeButton.tsx';

type Item = {
  readonly id: string;
  readonly title: string;
  readonly line: string;
  readonly action?: string;
};

type Props<T> = {
  title: string;
  path: string;
  /** Reads the list out of the answer. */
  read: (answer: T) => readonly Item[];
  empty: string;
  children?: ReactNode;
};

/** A list of those who may enter, each of which can be shown the door. */
export function Access<T>({ title, path, read, empty, children }: Props<T>) {
  const client = useQueryClient();
  const { data, error } = useQuery({ queryKey: [path], queryFn: () => api<T>(path) });
  const revoke = useMutation({
    mutationFn: (id: string) => send('DELETE', `${path}/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: [path] }),
  });
  const items = data ? read(data) : [];
  const problem = error ?? revoke.error;
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-17 font-semibold">{title}</h2>
      <ul className="divide-y divide-line rounded-tile border border-line bg-surface">
        {items.map(({ id, title: name, line, action = 'Revoke' }) => (
          <li key={id} className="flex min-h-16 items-center gap-3 px-4 py-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate text-15 font-medium">{name}</span>
              <span className="num block text-13 break-words text-ink-2">{line}</span>
            </span>
            {action && (
              <RevokeButton
                action={action}
                name={name}
                disabled={revoke.isPending}
                onRevoke={() => revoke.mutate(id)}
              />
            )}
          </li>
        ))}
        {items.length === 0 && (
          <li className="flex min-h-16 items-center px-4 text-13 text-ink-3">
            {data ? empty : error ? 'Not available.' : ' '}
          </li>
        )}
      </ul>
      {problem && (
        <p role="alert" className="mt-2 text-13 text-warn">
          {problem.message}
        </p>
      )}
      {children}
    </section>
  );
}
