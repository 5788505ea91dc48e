import { readFileSync } from 'node:fs';
import type { Span } from './history-fill.ts';
import type { BenchHome } from './home.ts';
import { quantile } from './result.ts';

/** Gets a path of the REST API. @throws Error if the answer is a problem */
export type Ask = (path: string) => Promise<Response>;

const WARM_UP = 3;
const SAMPLES = 15;
const LINE_FEED = 10;

/** A span of a history, as REST is asked for it. */
export const rangeOf = ({ from, to }: Span): string =>
  `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;

export const asker =
  (url: string, token: string): Ask =>
  async (path) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/v1${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };

/** How long it takes to be told a list of at least so many entries, once that was asked before; ms. */
export async function timedList(
  ask: Ask,
  path: string,
  { list, least }: { readonly list: string; readonly least: number },
): Promise<number> {
  const answer = (await (await ask(path)).json()) as Record<string, unknown>;
  const told = answer[list];
  const count = Array.isArray(told) ? told.length : 0;
  if (count < least) throw new Error(`${path}: only ${count} ${list}`);
  return timed(async () => (await ask(path)).arrayBuffer());
}

/** The median time of a question, ms. */
export async function timed(question: () => unknown, samples = SAMPLES): Promise<number> {
  const times: number[] = [];
  for (let i = samples === SAMPLES ? -WARM_UP : 0; i < samples; i++) {
    const begin = performance.now();
    await question();
    if (i >= 0) times.push(performance.now() - begin);
  }
  return quantile(times, 0.5);
}

export type Exported = {
  readonly lines: number;
  readonly rate: number;
  /** How much memory the web role took while it answered; null where that cannot be seen. */
  readonly grownMb: number | null;
};

/** Downloads a file of readings, one a line below the head; the second time counts. */
export async function exported(home: BenchHome, ask: Ask, path: string): Promise<Exported> {
  await download(await ask(path));
  const pid = home.pid('web');
  const before = residentMb(pid);
  let most = before ?? 0;
  const watch = setInterval(() => {
    most = Math.max(most, residentMb(pid) ?? 0);
  }, 50);
  const begin = performance.now();
  const lines = (await download(await ask(path))) - 1;
  const ms = performance.now() - begin;
  clearInterval(watch);
  return { lines, rate: (lines / ms) * 1000, grownMb: before === null ? null : most - before };
}

/** Reads an answer to its end and keeps none of it; how many lines it has. */
export async function download(answer: Response): Promise<number> {
  let lines = 0;
  for await (const part of answer.body ?? []) {
    const bytes: Uint8Array = part;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  }
  return lines;
}

/** Resident memory of a process, where there is /proc. */
function residentMb(pid: number): number | null {
  try {
    const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : Number(kb) / 1024;
  } catch {
    return null;
  }
}
