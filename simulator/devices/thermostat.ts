import { MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { type Device, device, type Memory, readNumber, retained, round } from './device.ts';
import { announce, type Described, QUANTITIES } from './discovery.ts';

type Options = Described & { readonly house: House };

/** How long a room takes to follow a new target. */
const ROOM_LAG_MS = 40 * MINUTE;

/** A radiator thermostat: `climate`, and its temperatures and valve as plain sensors. */
export function thermostat({ house, ...of }: Options): Device {
  const base = `climate/${of.id}`;
  const air = house.temperature(of.room);
  const shared = { availability_topic: `${base}/status` };
  const state = (key: string) => ({
    state_topic: `${base}/state`,
    value_template: `{{ value_json.${key} }}`,
  });

  /** The room follows what it was told, beside what it would have done anyway. */
  const roomTemperature = (t: number, { target, changedAt }: Memory) => {
    const moved = 1 - Math.exp(-Math.max(0, t - Number(changedAt)) / ROOM_LAG_MS);
    const wish = Number(changedAt) === 0 ? 0 : Number(target) - house.setPoint(of.room, t);
    return air(t) + wish * moved * 0.8;
  };

  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'climate', 'thermostat', {
        ...shared,
        name: null,
        modes: ['off', 'heat', 'auto'],
        min_temp: 7,
        max_temp: 28,
        temp_step: 0.5,
        temperature_unit: 'C',
        mode_state_topic: `${base}/state`,
        mode_state_template: '{{ value_json.mode }}',
        mode_command_topic: `${base}/mode/set`,
        temperature_state_topic: `${base}/state`,
        temperature_state_template: '{{ value_json.target }}',
        temperature_command_topic: `${base}/target/set`,
        current_temperature_topic: `${base}/state`,
        current_temperature_template: '{{ value_json.temperature }}',
        action_topic: `${base}/state`,
        action_template: '{{ value_json.action }}',
      }),
      announce(of, 'sensor', 'temperature', {
        ...shared,
        ...QUANTITIES.temperature,
        ...state('temperature'),
      }),
      announce(of, 'sensor', 'target', {
        ...shared,
        ...QUANTITIES.temperature,
        name: 'Target temperature',
        ...state('target'),
      }),
      announce(of, 'sensor', 'valve', {
        ...shared,
        name: 'Valve',
        unit_of_measurement: '%',
        state_class: 'measurement',
        icon: 'mdi:radiator',
        ...state('valve'),
      }),
      retained(`${base}/status`, 'online'),
    ],
    listens: [`${base}/+/set`],
    everyMs: 45_000,
    pastEveryMs: 30 * MINUTE,
    answersAfterMs: 120,
    habit: (t) => ({ mode: 'auto', target: house.setPoint(of.room, t), changedAt: 0 }),
    edges: (from, to) => {
      const edges: number[] = [];
      for (let day = house.clock.day(from); day <= house.clock.day(to); day++) {
        edges.push(house.clock.at(day, 6), house.clock.at(day, 22.5));
      }
      return edges.filter((t) => t >= from && t < to);
    },
    report(t, memory) {
      const temperature = roomTemperature(t, memory);
      const { mode, target } = memory;
      const gap = Number(target) - temperature;
      const valve = mode === 'off' ? 0 : Math.round(Math.min(100, Math.max(0, 30 + gap * 60)));
      return [
        retained(`${base}/state`, {
          mode,
          target: round(Number(target), 1),
          temperature: round(temperature, 1),
          valve,
          action: mode === 'off' ? 'off' : valve > 5 ? 'heating' : 'idle',
        }),
      ];
    },
    hear(memory, topic, payload, t) {
      if (topic.endsWith('/mode/set')) {
        const known = ['off', 'heat', 'auto'].includes(payload);
        return known ? { memory: { ...memory, mode: payload }, againAfterMs: [] } : null;
      }
      const target = readNumber(payload, 7, 28);
      if (target === undefined) return null;
      return { memory: { ...memory, target, changedAt: t }, againAfterMs: [] };
    },
  });
}
