import path from 'node:path';
import mqtt from 'mqtt';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../../lib/server/db/connection/client.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';

let home: TestHome;
afterEach(() => home.stop());

const PLACE = ['sensor.desk_temperature', 'value'] as const;
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a recorder that is ended with its broker (%s) does not wait for it, and everything is stored',
  async (signal) => {
    home = await startHome({ roles: ['broker', 'recorder'] });
    const recorder = home.roles.get('recorder')!;
    const broker = home.roles.get('broker')!;
    const device = mqtt.connect(`mqtt://127.0.0.1:${home.ports.mqtt}`, {
      ...(await home.mqttUser('desk')),
      reconnectPeriod: 0,
    });
    device.on('error', () => {});
    for (let i = 0; i < 200; i++) {
      await device.publishAsync('sensors/desk/temperature', String(i), { qos: 1 });
    }
    await until(() => recorder.output().includes('connected to the broker'));
    process.kill(broker.pid, signal);
    await recorder.stop();
    expect(await recorder.exited).toBe(0);
    await broker.exited;
    device.end(true);

    const db = await openDatabase({
      DATABASE_URL: `file:${path.join(home.env['DATA_DIR']!, 'inglenook.db')}`,
    });
    const { readings } = await historyStore(db).raw(...PLACE, ALWAYS);
    await db.close();
    expect(readings).toHaveLength(200);
  },
);

test('a recorder whose broker is gone already does not wait for it', async () => {
  home = await startHome({ roles: ['broker', 'recorder'] });
  const recorder = home.roles.get('recorder')!;
  await until(() => recorder.output().includes('connected to the broker'));
  await home.kill('broker');
  await until(() => recorder.output().includes('cannot be reached'));
  await recorder.stop();
  expect(await recorder.exited).toBe(0);
});
