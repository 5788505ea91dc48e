import { appliance, chooses, from, switches } from '../devices/appliance.ts';
import { type Device, readNumber, round } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';
import { clamp } from '../house/weather.ts';

const MODES = ['normal', 'sleep', 'baby'];

/** A humidifier that runs at night while the air is dry. */
export function humidifier({ house, ...of }: Described & { readonly house: House }): Device {
  const night = flag(house.clock, (day) => [
    { from: house.clock.at(day, 21.2), to: house.clock.at(day + 1, 6.8) },
  ]);
  const air = (t: number) => clamp(44 + (house.weather.humidity(t) - 70) * 0.25, 25, 70);
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      humidifier: {
        platform: 'humidifier',
        name: null,
        device_class: 'humidifier',
        state_topic: state,
        state_value_template: from('state'),
        command_topic: command('state'),
        target_humidity_state_topic: state,
        target_humidity_state_template: from('target'),
        target_humidity_command_topic: command('target'),
        current_humidity_topic: state,
        current_humidity_template: from('humidity'),
        action_topic: state,
        action_template: from('action'),
        mode_state_topic: state,
        mode_state_template: from('mode'),
        mode_command_topic: command('mode'),
        modes: MODES,
        min_humidity: 35,
        max_humidity: 70,
      },
      tank: {
        platform: 'binary_sensor',
        name: 'Tank empty',
        device_class: 'problem',
        state_topic: state,
        value_template: from('tank'),
      },
    }),
    state(t, { on, target, mode }) {
      const humidity = round(air(t) + (on ? 4 : 0));
      const works = humidity < Number(target);
      return {
        state: on ? 'ON' : 'OFF',
        ...{ target, mode, humidity },
        action: on ? (works ? 'humidifying' : 'idle') : 'off',
        tank: house.clock.day(t) % 9 === 0 ? 'ON' : 'OFF',
      };
    },
    commands: {
      state: switches(),
      mode: chooses('mode', MODES),
      target(payload) {
        const target = readNumber(payload, 35, 70);
        return target === undefined ? null : { target: round(target) };
      },
    },
    habit: (t) => ({ on: night.on(t) && air(t) < 46, target: 48, mode: 'normal' }),
    edges: night.edges,
  });
}
