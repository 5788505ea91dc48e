import { useState } from 'react';
import { ApiError } from '@/lib/browser/api-client.ts';
import { BridgeError } from '@/lib/browser/devices/ask-bridge.ts';
import { OfflineError } from '@/lib/browser/link/mqtt-link.ts';

/** Something that is asked of the server or a bridge: whether it is under way, and what went wrong. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  /** Runs it; true if it worked. */
  async function act(work: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(wordsOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, problem, act, setProblem };
}

function wordsOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof BridgeError) return error.message;
  if (error instanceof OfflineError) return 'The broker is unreachable: nothing was sent.';
  return 'That did not work.';
}
