import { useState } from 'react';
import { ApiError, send } from '@/lib/browser/api-client.ts';

/** Sends a form of the doors and goes home when it is answered. */
export function useDoor(path: string) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function enter(body: object): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await send('POST', path, body);
      // A fresh page: nothing of the one before may stay.
      window.location.assign('/');
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiError)) throw error;
      setProblem(
        error.status === 0 ? 'The server does not answer. Try again in a moment.' : error.message,
      );
    }
  }

  return { busy, problem, enter };
}
