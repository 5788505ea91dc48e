import { type ChildProcess, spawn } from 'node:child_process';

export type Program = {
  /** What it has printed so far, as lines. */
  lines(): readonly string[];
  readonly errors: () => string;
  /** SIGKILL: no goodbye, the broker must notice by itself. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
};

/** Starts a program of the operating system and collects what it prints. */
export function startProgram(command: string, args: readonly string[], input?: string): Program {
  const child: ChildProcess = spawn(command, args, {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    // Python would otherwise keep its output to itself.
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  let printed = '';
  let complaints = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdin?.end(input);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code));
  });
  exited.catch(() => undefined);
  return {
    lines: () => printed.split('\n').filter((line) => line !== ''),
    errors: () => complaints,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    exited,
  };
}

/** Runs a program to its end; fails with what it complained about unless it ends with `code`. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { input, code = 0 }: { input?: string; code?: number } = {},
): Promise<readonly string[]> {
  const program = startProgram(command, args, input);
  const ended = await program.exited;
  if (ended !== code) throw new Error(`${command} ended with ${ended}: ${program.errors()}`);
  return program.lines();
}
