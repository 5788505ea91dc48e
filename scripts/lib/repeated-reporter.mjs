// For Vitest: which tests passed only when they were made again, and what they said at first.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';

/** Where they are told, as a list of `{ where, title, why }`. */
export const repeatedFile = (project) => `build/${project}-repeated.json`;

export default class RepeatedReporter {
  #repeated = new Map();

  onTestCaseResult(test) {
    const { name } = test.project;
    const list = this.#repeated.get(name) ?? [];
    this.#repeated.set(name, list);
    if (!test.diagnostic()?.flaky) return;
    const why = (test.result().errors ?? []).map(({ message }) => message).join('\n');
    list.push({ where: path.relative(root, test.module.moduleId), title: test.fullName, why });
  }

  onTestRunEnd() {
    mkdirSync(inRoot('build'), { recursive: true });
    for (const [project, list] of this.#repeated)
      writeFileSync(inRoot(repeatedFile(project)), JSON.stringify(list));
  }
}
