import { useState } from 'react';
import { ApiError } from '@/lib/browser/api-client.ts';
import { type EntityChange, editEntity } from '@/lib/browser/devices/devices-client.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';

/** Changes an entity and hears of it; `problem` says why that did not work. */
export function useEditEntity(id: string) {
  const { sync } = useRuntime();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function edit(change: EntityChange): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    try {
      await editEntity(id, change);
      await sync.refresh();
      return true;
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : 'That did not work.');
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { edit, problem, isBusy };
}
