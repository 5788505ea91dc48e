import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import mqtt from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from '../../../lib/server/journal/journal.ts';
import { freePorts } from '../../support/ports.ts';
import { until } from '../../support/until.ts';
import { temporaryFolder } from './support.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const strace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** The broker under strace, which makes the n-th fsync fail or kill; publishes until it has ended. */
async function runUntilFault(dataDir: string, fault: string) {
  const [port, ws] = (await freePorts(2)) as [number, number];
  const inject = `inject=fdatasync,fsync:${fault}`;
  const args = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fdatasync,fsync', '-e', inject];
  const child = spawn('strace', [...args, process.execPath, 'build/server.js', 'broker'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      MQTT_PORT: String(port),
      MQTT_WS_PORT: String(ws),
      MQTT_ALLOW_ANONYMOUS: 'true',
      LOG_LEVEL: 'silent',
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let exit: number | string | null = null;
  child.on('exit', (code, signal) => {
    exit = code ?? signal;
  });
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 100 });
  client.on('error', () => {});
  onTestFinished(() => client.endAsync(true));
  const acked: number[] = [];
  let next = 1;
  const publish = (): void => {
    const number = next++;
    client.publish('home/t', String(number), { qos: 1 }, (error) => {
      if (error) return;
      acked.push(number);
      setImmediate(publish);
    });
  };
  for (let i = 0; i < 20; i++) publish();
  await until(() => exit, { what: 'the end of the broker' });
  const journal = openJournal(dataDir);
  const stored = new Set(
    journal.read(0, 1_000_000).map(({ payload }) => Number(Buffer.from(payload))),
  );
  journal.close();
  return { exit, acked, missing: acked.filter((number) => !stored.has(number)) };
}

test.skipIf(!strace).each([
  ['SIGKILL in the 12th fsync', 'signal=KILL:when=12', 'SIGKILL'],
  ['SIGKILL in the 60th fsync', 'signal=KILL:when=60', 'SIGKILL'],
  ['an I/O error from the 50th fsync on', 'error=EIO:when=50+', 1],
])('after %s nothing acknowledged is missing', async (_, fault, ending) => {
  const { exit, missing } = await runUntilFault(temporaryFolder(), fault);
  expect(missing).toEqual([]);
  expect(exit).toBe(ending);
});
