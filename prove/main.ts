// npm run prove [-- NAME …]: breaks a home in every way it must survive, and counts what is missing.
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { inspect } from 'node:util';
import { readArguments, usage } from './arguments.ts';
import type { Finding, Proof, Skipped } from './proof.ts';
import { holds } from './proof.ts';
import { PROOFS } from './proofs.ts';
import { findingLine, HEADING, skippedLine } from './table.ts';

const RESULTS = 'prove-results.json';

type Result = { readonly proof: string; readonly seconds: number; readonly held: boolean } & (
  | Finding
  | Skipped
  | { readonly about: string; readonly failed: string }
);

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2), PROOFS);
  if ('mistake' in asked) {
    console.error(asked.mistake === '' ? usage(PROOFS) : `${asked.mistake}\n\n${usage(PROOFS)}`);
    return asked.mistake === '' ? 0 : 2;
  }
  const { chosen, options } = asked;
  const results: Result[] = [];
  for (const proof of chosen) {
    console.log(`\n${proof.name} (${proof.promises}): ${proof.about}; seed ${options.seed}`);
    for await (const result of attempt(proof, options)) {
      results.push(result);
      console.log(line(result));
    }
  }
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  const report = { at: new Date().toISOString(), machine, ...options, results };
  await writeFile(RESULTS, `${JSON.stringify(report, null, 2)}\n`);

  const failed = results.filter(({ held }) => !held).length;
  const skipped = results.filter((result) => 'skipped' in result).length;
  console.log(`\n${HEADING}`);
  for (const result of results) console.log(`${result.proof.padEnd(15)} ${line(result)}`);
  console.log(`\n${machine}; also in ${RESULTS}`);
  console.log(
    `Proofs: ${results.length - failed - skipped} held, ${failed} failed, ${skipped} skipped`,
  );
  return failed > 0 ? 1 : 0;
}

/** Runs one proof to its end; what it throws is its failure, not the end of the others. */
async function* attempt(
  proof: Proof,
  options: Parameters<Proof['run']>[0],
): AsyncGenerator<Result> {
  let begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  try {
    for await (const result of proof.run(options)) {
      const held = 'skipped' in result || holds(result);
      yield { proof: proof.name, seconds: seconds(), held, ...result };
      begin = performance.now();
    }
  } catch (error) {
    const failed = inspect(error);
    yield { proof: proof.name, about: proof.about, seconds: seconds(), held: false, failed };
  }
}

function line(result: Result): string {
  if ('skipped' in result) return skippedLine(result);
  if ('failed' in result) return `FAILED: ${result.failed}`;
  return `${findingLine(result)}  (${result.seconds} s)`;
}

process.exitCode = await main();
