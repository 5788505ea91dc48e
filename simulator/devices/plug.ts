import type { Load } from '../house/appliances.ts';
import { chanceOf } from '../house/chance.ts';
import { MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { meter } from '../house/lag.ts';
import { type Device, device, retained, round } from './device.ts';
import { announce, type Described, QUANTITIES } from './discovery.ts';

export type PlugOptions = Described & { readonly house: House; readonly load: Load };

/** What a metering plug reads of its load. */
export function readings({ house, load, id }: Pick<PlugOptions, 'house' | 'load' | 'id'>) {
  const kwh = meter(house.clock, load.watts);
  const mains = chanceOf(house.seed, `mains/${id}`);
  return (t: number, on: boolean) => ({
    power: on ? round(load.watts(t), 1) : 0,
    energy: round(kwh(t), 3),
    voltage: round(231 + 3.5 * mains.drift(t, 90 * MINUTE), 1),
  });
}

/** The plug is on, and reports at once when its appliance starts or stops. */
export function switching(load: Load) {
  return { habit: () => ({ on: true }), edges: load.edges } as const;
}

/** A metering plug that announces each of its entities by itself. */
export function plug({ house, load, ...of }: PlugOptions): Device {
  const base = `plugs/${of.id}`;
  const read = readings({ house, load, id: of.id });
  const shared = { availability_topic: `${base}/status`, state_topic: `${base}/meter` };
  const template = (key: string) => ({ value_template: `{{ value_json.${key} }}` });
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'switch', 'relay', {
        name: null,
        device_class: 'outlet',
        ...shared,
        state_topic: `${base}/relay`,
        command_topic: `${base}/relay/set`,
      }),
      announce(of, 'sensor', 'power', { ...shared, ...QUANTITIES.power, ...template('power') }),
      announce(of, 'sensor', 'energy', { ...shared, ...QUANTITIES.energy, ...template('energy') }),
      retained(`${base}/status`, 'online'),
    ],
    listens: [`${base}/relay/set`],
    everyMs: 10_000,
    pastEveryMs: 30 * MINUTE,
    answersAfterMs: 60,
    ...switching(load),
    report(t, { on }) {
      const { power, energy } = read(t, on === true);
      return [
        retained(`${base}/relay`, on ? 'ON' : 'OFF'),
        retained(`${base}/meter`, { power, energy }),
      ];
    },
    hear(_memory, _topic, payload) {
      if (payload !== 'ON' && payload !== 'OFF') return null;
      return { memory: { on: payload === 'ON' }, againAfterMs: [1_500] };
    },
  });
}
