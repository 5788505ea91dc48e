import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { asker, download, rangeOf } from './history-ask.ts';
import type { Span } from './history-fill.ts';

export const READERS = '--readers';

type Job = {
  readonly url: string;
  readonly token: string;
  /** An entity, and a span of its history. */
  readonly id: string;
  readonly span: Span;
};

/** How often the span was looked at, and downloaded. */
export type ReadCount = { readonly looks: number; readonly exports: number };

const POINTS = 800;
const LOOK_EVERY_MS = 100;

/**
 * One who downloads a long span again and again, and one who looks at it, in a process of their own until it
 * is stopped.
 */
export async function startReaders(job: Job): Promise<{ stop(): Promise<ReadCount> }> {
  const child = fork('build/bench.js', [READERS, JSON.stringify(job)]);
  const next = () => new Promise<unknown>((resolve) => child.once('message', resolve));
  await next();
  return {
    async stop() {
      const count = next();
      child.send('stop');
      return (await count) as ReadCount;
    },
  };
}

/** The process of the readers itself. */
export async function readersMain(text: string): Promise<void> {
  const { url, token, id, span }: Job = JSON.parse(text);
  const ask = asker(url, token);
  const entity = encodeURIComponent(id);
  const range = rangeOf(span);
  const count = { looks: 0, exports: 0 };
  let going = true;
  process.once('message', () => {
    going = false;
  });
  process.send?.('ready');
  await Promise.all([
    (async () => {
      for (; going; count.exports++)
        await download(await ask(`/export?entity=${entity}&${range}&format=csv`));
    })(),
    (async () => {
      for (; going; count.looks++) {
        await (await ask(`/entities/${entity}/history?${range}&points=${POINTS}`)).arrayBuffer();
        await delay(LOOK_EVERY_MS);
      }
    })(),
  ]);
  process.send?.(count);
  process.disconnect?.();
}
