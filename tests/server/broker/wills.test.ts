import { expect, test } from 'vitest';
import { connect, heardCount, listen, startTestBroker, temporaryFolder } from './support.ts';

const will = {
  topic: 'devices/lamp/status',
  payload: Buffer.from('offline'),
  qos: 1,
  retain: true,
} as const;

test('a will is published when a connection breaks, and not after a farewell', async () => {
  const broker = await startTestBroker();
  const watcher = await connect(broker, 'device-screen');
  const heard = listen(watcher);
  await watcher.subscribeAsync('devices/#', { qos: 1 });
  const polite = await connect(broker, 'device-polite', { will });
  await polite.endAsync();
  const rude = await connect(broker, 'device-rude', {
    will: { ...will, topic: 'devices/rude/status' },
  });
  rude.stream.destroy();
  await heardCount(heard, 1);
  expect(heard[0]).toMatchObject({ topic: 'devices/rude/status', text: 'offline', qos: 1 });
});

test('a takeover publishes the will of the connection it ends', async () => {
  const broker = await startTestBroker();
  const watcher = await connect(broker, 'device-screen');
  const heard = listen(watcher);
  await watcher.subscribeAsync('devices/#', { qos: 1 });
  await connect(broker, 'device-lamp', { will });
  await connect(broker, 'device-lamp', { will });
  await heardCount(heard, 1);
});

test('after a restart, the wills of those who do not come back are published', async () => {
  const dataDir = temporaryFolder();
  const first = await startTestBroker({ dataDir });
  await connect(first, 'device-back', { will: { ...will, topic: 'devices/back/status' } });
  await connect(first, 'device-lost', { will: { ...will, topic: 'devices/lost/status' } });
  await first.stop();
  const second = await startTestBroker({ dataDir, limits: { willGraceMs: 500 } });
  const watcher = await connect(second, 'device-screen');
  const heard = listen(watcher);
  await watcher.subscribeAsync('devices/#', { qos: 1 });
  await connect(second, 'device-back', { will: { ...will, topic: 'devices/back/status' } });
  await heardCount(heard, 1);
  expect(heard.map(({ topic }) => topic)).toEqual(['devices/lost/status']);
});
