import type { WriteStream } from 'node:tty';
import type { Progress } from '../import/run-import.ts';

const BAR = 24;
/** On a terminal a bar that moves; elsewhere a line now and then. */
const TERMINAL_MS = 200;
const LINE_MS = 10_000;

/** Shows how far an import has come: part of the file, readings a second, time that is left. */
export function progressBar(out: WriteStream, now: () => number = () => performance.now()) {
  const startedAt = now();
  let shownAt = startedAt;
  /** Where it began: an import that goes on does not begin at nothing. */
  let first: number | null = null;
  let isOpen = false;
  return {
    show(state: Progress): void {
      first ??= part(state);
      const time = now();
      if (time - shownAt < (out.isTTY ? TERMINAL_MS : LINE_MS)) return;
      shownAt = time;
      const line = words(state, first, time - startedAt);
      out.write(out.isTTY ? `\r\u001b[K${bar(state)} ${line}` : `${line}\n`);
      isOpen = out.isTTY;
    },
    end(): void {
      if (isOpen) out.write('\r\u001b[K');
      isOpen = false;
    },
  };
}

const part = ({ done, size }: Progress): number => Math.min(1, size > 0 ? done / size : 1);

function bar(state: Progress): string {
  const full = Math.round(part(state) * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
}

function words(state: Progress, first: number, elapsedMs: number): string {
  const share = part(state);
  const rate = Math.round((state.readings / Math.max(1, elapsedMs)) * 1_000);
  const gone = share - first;
  const left = gone > 0.01 ? `, ${time((elapsedMs / gone) * (1 - share))} left` : '';
  return `${Math.floor(share * 100)} %, ${grouped(state.readings)} readings, ${grouped(rate)}/s${left}`;
}

function time(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

export const grouped = (count: number): string =>
  count.toLocaleString('en-US').replaceAll(',', ' ');
