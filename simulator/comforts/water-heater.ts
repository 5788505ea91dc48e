import { appliance, chooses, from } from '../devices/appliance.ts';
import { type Device, readNumber, round } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import { MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { lag } from '../house/lag.ts';

const MODES = ['off', 'eco', 'electric', 'performance'];

/** A hot water tank: showers cool it, and it takes an hour to be warm again. */
export function waterHeater({ house, ...of }: Described & { readonly house: House }): Device {
  const shower = house.awakeIn('Bathroom');
  const drawn = lag(house.clock, (t) => (shower.on(t) ? 1 : 0), 50 * MINUTE);
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      tank: {
        platform: 'water_heater',
        name: null,
        modes: MODES,
        min_temp: 30,
        max_temp: 65,
        temperature_unit: 'C',
        mode_state_topic: state,
        mode_state_template: from('mode'),
        mode_command_topic: command('mode'),
        power_command_topic: command('power'),
        temperature_state_topic: state,
        temperature_state_template: from('target'),
        temperature_command_topic: command('target'),
        current_temperature_topic: state,
        current_temperature_template: from('temperature'),
      },
    }),
    state: (t, { mode, target }) => ({
      mode,
      target,
      temperature: round((mode === 'off' ? 32 : Number(target)) - 14 * drawn(t), 1),
    }),
    commands: {
      mode: chooses('mode', MODES),
      power: (payload) => {
        if (payload === 'ON') return { mode: 'eco' };
        return payload === 'OFF' ? { mode: 'off' } : null;
      },
      target(payload) {
        const target = readNumber(payload, 30, 65);
        return target === undefined ? null : { target };
      },
    },
    habit: () => ({ mode: 'eco', target: 52 }),
  });
}
