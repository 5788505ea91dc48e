import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startMosquitto } from '../../support/mosquitto.ts';
import { freePorts } from '../../support/ports.ts';
import { ensurePages, startSupervised } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { ask } from '../web/api.ts';

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => resolve(false)).on('connect', () => resolve(true));
    socket.on('connect', () => socket.destroy());
  });

test('with MQTT_URL the whole product runs without a broker of its own', async () => {
  await ensurePages();
  const mosquitto = await startMosquitto();
  const [web, mqtt, ws] = (await freePorts(3)) as [number, number, number];
  const folder = await mkdtemp(path.join(tmpdir(), 'inglenook-'));
  const product = startSupervised([], {
    HOST: '127.0.0.1',
    PORT: String(web),
    MQTT_PORT: String(mqtt),
    MQTT_WS_PORT: String(ws),
    DATA_DIR: folder,
    MQTT_URL: mosquitto.tcpUrl,
  });
  try {
    await until(
      async () => (await ask(`http://localhost:${web}`, '/health')).body.status === 'ok',
      { what: 'health' },
    );
    expect(await Promise.all([mqtt, ws].map(listens))).toEqual([false, false]);
    expect(product.output()).not.toMatch(/between|four/);
  } finally {
    await product.stop();
    await mosquitto.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
