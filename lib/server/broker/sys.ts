import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../project-root.ts';

export type SysFacts = () => Iterable<readonly [topic: string, value: string | number]>;

/** Something to say under a `$SYS/` topic; retained in memory, never on disk. */
export type SaySys = (topic: string, value: string) => void;

const EVERY_MS = 5_000;

/** Publishes the broker's own figures, each when it has changed. */
export function startSys(facts: SysFacts, say: SaySys): () => void {
  const said = new Map<string, string>();
  const tell = (): void => {
    for (const [topic, value] of facts()) {
      const text = String(value);
      if (said.get(topic) === text) continue;
      said.set(topic, text);
      say(`$SYS/${topic}`, text);
    }
  };
  tell();
  const timer = setInterval(tell, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The product's version, as package.json has it. */
export function productVersion(): string {
  try {
    const file = path.join(projectRoot(), 'package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}
