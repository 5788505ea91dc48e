import { MINUTE } from '../house/clock.ts';
import { type Device, device, passing, readObject, retained, round } from './device.ts';
import { announceDevice, QUANTITIES } from './discovery.ts';
import { type PlugOptions, readings, switching } from './plug.ts';

/** A second-generation Shelly plug whose script announces it, with all its entities in one message. */
export function shellyPlug({ house, load, ...of }: PlugOptions): Device {
  const read = readings({ house, load, id: of.id });
  const status = `${of.id}/status/switch:0`;
  const from = (template: string) => ({ value_template: `{{ ${template} }}` });
  return device({
    id: of.id,
    will: retained(`${of.id}/online`, 'false'),
    hello: [
      announceDevice(
        of,
        {
          state_topic: status,
          availability_topic: `${of.id}/online`,
          payload_available: 'true',
          payload_not_available: 'false',
        },
        {
          switch_0: {
            platform: 'switch',
            name: null,
            device_class: 'outlet',
            command_topic: `${of.id}/command/switch:0`,
            payload_on: 'on',
            payload_off: 'off',
            state_on: 'True',
            state_off: 'False',
            ...from('value_json.output'),
          },
          power: { platform: 'sensor', ...QUANTITIES.power, ...from('value_json.apower') },
          energy: {
            platform: 'sensor',
            ...QUANTITIES.energy,
            ...from('(value_json.aenergy.total | float / 1000) | round(3)'),
          },
          voltage: { platform: 'sensor', ...QUANTITIES.voltage, ...from('value_json.voltage') },
        },
      ),
      retained(`${of.id}/online`, 'true'),
    ],
    listens: [`${of.id}/command/switch:0`, `${of.id}/rpc`],
    everyMs: 12_000,
    pastEveryMs: 30 * MINUTE,
    answersAfterMs: 80,
    ...switching(load),
    report(t, { on }) {
      const { power, energy, voltage } = read(t, on === true);
      const component = {
        id: 0,
        source: 'MQTT',
        output: on === true,
        apower: power,
        voltage,
        current: round(power / voltage, 3),
        aenergy: { total: round(energy * 1000, 1) },
        temperature: { tC: 38.4, tF: 101.1 },
      };
      return [
        retained(status, component),
        passing(`${of.id}/events/rpc`, {
          src: of.id,
          dst: `${of.id}/events`,
          method: 'NotifyStatus',
          params: { ts: round(t / 1000, 3), 'switch:0': { id: 0, apower: power } },
        }),
      ];
    },
    hear(memory, topic, payload) {
      const on = topic.endsWith('/rpc') ? fromRpc(payload) : fromWord(payload, memory.on === true);
      return on === null ? null : { memory: { on }, againAfterMs: [1_500] };
    },
  });
}

function fromWord(word: string, on: boolean): boolean | null {
  switch (word) {
    case 'on':
      return true;
    case 'off':
      return false;
    case 'toggle':
      return !on;
    default:
      return null;
  }
}

function fromRpc(payload: string): boolean | null {
  const call = readObject(payload);
  if (call?.method !== 'Switch.Set' || typeof call.params !== 'object' || !call.params) return null;
  const { on }: { on?: unknown } = call.params;
  return typeof on === 'boolean' ? on : null;
}
