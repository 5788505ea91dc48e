import { connectDevice, type TestClient } from '../support/devices.ts';
import type { TestHome } from '../support/roles.ts';

export const BASE = 'zigbee2mqtt';
const REQUEST = `${BASE}/bridge/request/`;
const COORDINATOR = '0x00124b0024c2d1e0';

type Zigbee = { address: string; name: string };

export type TestBridge = {
  /** Every request, as `name payload`. */
  readonly requests: string[];
  readonly client: TestClient;
  /** A device comes into the network, is asked what it is, and answers. */
  join(address: string): Promise<void>;
  /** A device comes, and never tells what it is. */
  joinMute(address: string): Promise<void>;
  report(name: string, state: object): Promise<void>;
  end(): Promise<void>;
};

const definition = {
  model: 'TS011F',
  vendor: 'Tuya',
  description: 'Smart plug with power monitoring',
  exposes: [
    {
      type: 'switch',
      features: [
        {
          ...{ type: 'binary', name: 'state', property: 'state', access: 7 },
          ...{ value_on: 'ON', value_off: 'OFF', value_toggle: 'TOGGLE' },
        },
      ],
    },
    { type: 'numeric', name: 'power', property: 'power', unit: 'W', access: 1 },
  ],
};

/** A small Zigbee2MQTT: it opens its network, takes plugs in, renames and removes them. */
export async function startBridge(home: TestHome): Promise<TestBridge> {
  const client = await connectDevice(home, 'bridge');
  const requests: string[] = [];
  let devices: Zigbee[] = [];
  let joinEnd: number | null = null;

  const say = (topic: string, payload: string | object, retain = true) =>
    client.publish(`${BASE}/${topic}`, payload, { retain });
  const tellInfo = () =>
    say('bridge/info', {
      ...{ version: '2.1.1', commit: 'abc', config: { advanced: { output: 'json' } } },
      coordinator: { ieee_address: COORDINATOR, type: 'zStack3x0', meta: {} },
      ...{ permit_join: joinEnd !== null, permit_join_end: joinEnd ?? undefined },
    });
  const tellDevices = () =>
    say('bridge/devices', [
      {
        ...{ ieee_address: COORDINATOR, type: 'Coordinator', friendly_name: 'Coordinator' },
        ...{ definition: null, interview_completed: true, supported: true },
      },
      ...devices.map(({ address, name }) => ({
        ...{ ieee_address: address, type: 'Router', friendly_name: name, definition },
        ...{ interview_completed: true, interviewing: false, supported: true, disabled: false },
      })),
    ]);
  const tellEvent = (type: string, data: object) => say('bridge/event', { type, data }, false);

  const answers: Record<string, (given: Record<string, string & number>) => Promise<object>> = {
    async permit_join({ time }) {
      joinEnd = time! > 0 ? Date.now() + time! * 1_000 : null;
      await tellInfo();
      return { time };
    },
    async 'device/rename'({ from, to }) {
      devices = devices.map((one) => (isMeant(one, from!) ? { ...one, name: to! } : one));
      await tellDevices();
      return { from, to };
    },
    async 'device/remove'({ id }) {
      devices = devices.filter((one) => !isMeant(one, id!));
      await tellDevices();
      return { id };
    },
  };

  client.client.on('message', async (topic, payload) => {
    if (!topic.startsWith(REQUEST)) return;
    const name = topic.slice(REQUEST.length);
    requests.push(`${name} ${payload}`);
    const { transaction, ...given } = JSON.parse(payload.toString());
    const data = await answers[name]?.(given);
    if (data) await say(`bridge/response/${name}`, { status: 'ok', data, transaction }, false);
  });
  await client.client.subscribeAsync(`${REQUEST}#`, { qos: 1 });
  await say('bridge/state', { state: 'online' });
  await tellInfo();
  await tellDevices();

  const about = (address: string) => ({ ieee_address: address, friendly_name: address });
  const begin = async (address: string) => {
    await tellEvent('device_joined', about(address));
    await tellEvent('device_interview', { ...about(address), status: 'started' });
  };
  return {
    requests,
    client,
    async join(address) {
      await begin(address);
      devices = [...devices, { address, name: address }];
      const told = { status: 'successful', supported: true, definition };
      await tellEvent('device_interview', { ...about(address), ...told });
      await tellDevices();
    },
    async joinMute(address) {
      await begin(address);
      await tellEvent('device_interview', { ...about(address), status: 'failed' });
    },
    report: (name, state) => say(name, state),
    end: () => client.end(),
  };
}

const isMeant = ({ address, name }: Zigbee, id: string) => address === id || name === id;
