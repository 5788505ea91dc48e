// npm run bench [NAME …]: runs all benchmarks or those named.
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { decode } from './decode.ts';
import { history } from './history.ts';
import { ingest } from './ingest.ts';
import { latency } from './latency.ts';
import { pixel } from './pixel.ts';
import { PUBLISHER, publisherMain } from './publisher.ts';
import { READERS, readersMain } from './readers.ts';
import type { Benchmark, Figure } from './result.ts';
import { SUBSCRIBER, subscriberMain } from './subscriber.ts';

// The decoder first: what runs in this process before it would slow it down.
const BENCHMARKS: readonly Benchmark[] = [decode, ingest, latency, history, pixel];
const RESULTS = 'bench-results.json';

/** What begins with dashes is for a benchmark, as `history --full`. */
async function main(given: readonly string[]): Promise<number> {
  const names = given.filter((name) => !name.startsWith('--'));
  const unknown = names.filter((name) => !BENCHMARKS.some((it) => it.name === name));
  if (unknown.length > 0) {
    console.error(`Unknown benchmark ${unknown.join(', ')}. There are:`);
    for (const { name, about } of BENCHMARKS) console.error(`  ${name.padEnd(8)} ${about}`);
    return 2;
  }
  const chosen = BENCHMARKS.filter((it) => names.length === 0 || names.includes(it.name));
  const results: { name: string; about: string; figures: readonly Figure[] }[] = [];
  let failed = false;
  for (const { name, about, run } of chosen) {
    console.log(`\n${name}: ${about}`);
    try {
      const figures = await run();
      results.push({ name, about, figures });
      for (const figure of figures) console.log(line(figure));
    } catch (error) {
      failed = true;
      console.error('  failed:', error);
    }
  }
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  const report = { at: new Date().toISOString(), machine, benchmarks: results };
  await writeFile(RESULTS, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${machine}; also in ${RESULTS}`);
  return failed ? 1 : 0;
}

function line({ name, value, unit, bar }: Figure): string {
  const number = value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
  const verdict = bar ? `   ${bar.holds ? 'holds' : 'MISSED'}: ${bar.text}` : '';
  return `  ${name.padEnd(44)} ${number.padStart(10)} ${unit.padEnd(11)}${verdict}`.trimEnd();
}

const [first, second = ''] = process.argv.slice(2);
if (first === PUBLISHER) await publisherMain(second);
else if (first === SUBSCRIBER) await subscriberMain(second);
else if (first === READERS) await readersMain(second);
else process.exitCode = await main(process.argv.slice(2));
