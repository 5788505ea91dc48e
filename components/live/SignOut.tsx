'use client';

import { useState } from 'react';
import { ApiError, send } from '@/lib/browser/api-client.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

/** Ends the session here, and takes what this browser keeps of the home. */
export function SignOut() {
  const { forget } = useRuntime();
  const [problem, setProblem] = useState<string | null>(null);

  async function leave() {
    try {
      await send('POST', '/logout');
    } catch (error) {
      // Without the server the session cannot end, and saying so is better than seeming to.
      setProblem(error instanceof ApiError ? error.message : 'That did not work.');
      return;
    }
    await forget();
    window.location.assign('/login');
  }

  return (
    <div className="flex flex-col items-end">
      <Button onClick={leave}>
        <Icon name="sign-out" size={20} />
        Sign out
      </Button>
      {problem && (
        <p role="alert" className="mt-2 text-13 text-warn">
          {problem}
        </p>
      )}
    </div>
  );
}
