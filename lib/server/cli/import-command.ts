import { openDatabase } from '../db/connection/client.ts';
import { readEnv } from '../env.ts';
import { type Outcome, runImport } from '../import/run-import.ts';
import { zoneOffset } from '../zone-offset.ts';
import { runCommand } from './arguments.ts';
import { IMPORT_HELP, type ImportWish, readImportArguments } from './import-arguments.ts';
import { progressBar } from './import-progress.ts';
import { report } from './import-report.ts';
import { openSource } from './import-source.ts';

/**
 * `import home-assistant|influx|csv|ndjson FILE`.
 * @returns the exit code: 0 done, 1 the file or the database cannot be used, 2 wrong usage,
 * 3 done, but some lines could not be understood
 */
export async function importCommand(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(IMPORT_HELP);
    return 0;
  }
  let hasFaults = false;
  const code = await runCommand(IMPORT_HELP, async () => {
    const outcome = await importFrom(readImportArguments(args));
    hasFaults = outcome.faults.some(({ examples: [where = ''] }) => /^(?:line|row) /.test(where));
  });
  return code === 0 && hasFaults ? 3 : code;
}

async function importFrom(wish: ImportWish): Promise<Outcome> {
  const env = readEnv(process.env);
  const source = await openSource(wish, env.HOME_TIME_ZONE);
  try {
    const db = await openDatabase(env);
    const bar = progressBar(process.stderr);
    try {
      const outcome = await runImport({
        db,
        source,
        ...wish,
        progress: bar.show,
        offset: zoneOffset(env.HOME_TIME_ZONE),
      });
      bar.end();
      console.log(report(outcome, wish.dryRun));
      return outcome;
    } finally {
      bar.end();
      await db.close();
    }
  } finally {
    source.close();
  }
}
