import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine.ts';

/** The right to write under a name, until somebody else takes it. */
export type Fence = { readonly name: string; readonly token: string };

/** Somebody else writes under this name now: nothing was stored. */
export class Fenced extends Error {
  constructor() {
    super('another recorder has taken over');
  }
}

/** Fences lie among the cursors; no journal has such a name. */
export const rowOf = (name: string): string => `fence/${name}`;

/** What a statement needs to hold by a fence: null if there is none, its row, its token. */
export const fenceArgs = (fence: Fence | undefined): readonly [string | null, string, string] =>
  fence === undefined ? [null, '', ''] : [fence.token, rowOf(fence.name), fence.token];

/** Sees to it that of two writers with one name only the newer one writes. */
export function fencer({ driver, sql }: Engine) {
  return {
    /**
     * From now on only batches with this fence are stored under this name: whoever wrote so far gets `Fenced`.
     * Read the cursor after this, for then it stays. Epoch ms.
     */
    async takeFence(name: string, now: number): Promise<Fence> {
      const fence = { name, token: randomUUID() };
      await driver.write(async (runner) => {
        if (sql.lock !== null) await runner.query(sql.lock);
        await runner.run(sql.putCursors(JSON.stringify([[rowOf(name), fence.token, 0, 0, now]])));
      });
      return fence;
    },
  };
}
