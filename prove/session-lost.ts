import { setTimeout as delay } from 'node:timers/promises';
import { startMosquitto } from '../tests/support/mosquitto.ts';
import { until } from '../tests/support/until.ts';
import { accountOf, greatest } from './account.ts';
import { type Finding, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const TOPIC = 'sensors/lost/count';
const PER_SECOND = 50;
const AWAY_MS = 4_000;

/** Another broker that forgets what it held for the recorder. */
export const sessionLost: Proof = {
  name: 'session-lost',
  promises: 'P5',
  about: 'another broker loses the session of the recorder: the history says so',
  async *run({ database }) {
    yield* withBrokers(['mosquitto'], undefined, async () => {
      const mosquitto = await startMosquitto();
      const forget = async () => {
        await mosquitto.halt();
        await delay(AWAY_MS);
        await mosquitto.resume();
      };
      const external = { url: mosquitto.tcpUrl, stop: mosquitto.stop };
      return withSetting({ database, external }, (setting) => lose(setting, forget));
    });
  },
};

async function lose(
  { home, rest, connect, announce, stored }: Setting,
  forget: () => Promise<void>,
): Promise<Finding> {
  await announce(TOPIC);
  const acked: number[] = [];
  let first = 1;
  const recorder = home.roles.get('recorder')!;
  const listening = () => recorder.output().split('connected to the broker').length;
  for (const [i, before] of [true, false].entries()) {
    const client = await connect(`prover-${i}`);
    const run = publishNumbers(client, { topic: TOPIC, qos: 1, first, perSecond: PER_SECOND });
    await until(() => run.acked.length >= 2 * PER_SECOND);
    await run.stop();
    acked.push(...run.acked);
    first = run.next();
    await stored(TOPIC, greatest(run.acked));
    if (!before) continue;
    const entered = listening();
    await forget();
    await until(() => listening() > entered, { what: 'the recorder at its broker' });
    // Its subscription is new as well.
    await delay(1_000);
  }
  const kept = await stored(TOPIC, greatest(acked));
  const id = (await rest.fedBy(TOPIC))!;
  const day = 86_400_000;
  const { gaps } = await rest.series(id, {
    from: new Date(Date.now() - day).toISOString(),
    to: new Date(Date.now() + 1_000).toISOString(),
    ...{ resolution: 'raw', limit: '50000' },
  });
  const marked = gaps.filter(({ reason }) => reason === 'recorder_down');
  const longest = marked.map(({ start, end }) => Date.parse(end) - Date.parse(start));
  return {
    about: `mosquitto without a memory, away for ${AWAY_MS / 1000} s`,
    account: accountOf(acked, kept),
    figures: { gapMarkers: marked.length, 'longest (ms)': Math.max(0, ...longest) },
    faults: marked.length > 0 ? [] : ['the history has no gap where the session was lost'],
  };
}
