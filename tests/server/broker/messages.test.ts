import { expect, test } from 'vitest';
import { openJournal } from '../../../lib/server/journal/journal.ts';
import { until } from '../../support/until.ts';
import { connect, heardCount, listen, startTestBroker, temporaryFolder } from './support.ts';

test.each([0, 1, 2] as const)(
  'a message of QoS %i arrives once, and is in the journal',
  async (qos) => {
    const dataDir = temporaryFolder();
    const broker = await startTestBroker({ dataDir });
    const subscriber = await connect(broker, 'device-screen');
    const heard = listen(subscriber);
    await subscriber.subscribeAsync('home/#', { qos: 2 });
    const publisher = await connect(broker, 'device-sensor');
    await publisher.publishAsync('home/hall/temperature', '21.5', { qos });
    await heardCount(heard, 1);
    expect(heard).toEqual([
      { topic: 'home/hall/temperature', text: '21.5', qos, retain: false, dup: false },
    ]);
    const journal = openJournal(dataDir);
    await until(() => journal.head() === 1);
    const [entry] = journal.read(0, 10);
    expect(entry).toMatchObject({ seq: 1, topic: 'home/hall/temperature', qos, retain: false });
    expect(entry?.client).toBe('device-sensor');
    expect(Buffer.from(entry?.payload ?? []).toString()).toBe('21.5');
    journal.close();
  },
);
