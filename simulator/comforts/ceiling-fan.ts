import { appliance, type Change, chooses, from, switches } from '../devices/appliance.ts';
import { type Device, readNumber, round } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';

const PRESETS = ['breeze', 'sleep'];

/** A ceiling fan of six speeds that can swing and turn both ways. */
export function ceilingFan(of: Described): Device {
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      fan: {
        platform: 'fan',
        name: null,
        state_topic: state,
        state_value_template: from('state'),
        command_topic: command('state'),
        percentage_state_topic: state,
        percentage_value_template: from('speed'),
        percentage_command_topic: command('speed'),
        speed_range_min: 1,
        speed_range_max: 6,
        preset_modes: PRESETS,
        preset_mode_state_topic: state,
        preset_mode_value_template: from('preset'),
        preset_mode_command_topic: command('preset'),
        oscillation_state_topic: state,
        oscillation_value_template: from('oscillation'),
        oscillation_command_topic: command('oscillation'),
        direction_state_topic: state,
        direction_value_template: from('direction'),
        direction_command_topic: command('direction'),
      },
    }),
    state: (_t, { on, speed, preset, oscillation, direction }) => ({
      state: on ? 'ON' : 'OFF',
      speed: on ? speed : 0,
      preset,
      oscillation,
      direction,
    }),
    commands: {
      state: switches(),
      speed(payload): Change {
        const speed = readNumber(payload, 0, 6);
        if (speed === undefined) return null;
        return speed === 0 ? { on: false } : { on: true, speed: round(speed), preset: 'None' };
      },
      preset: (payload) =>
        PRESETS.includes(payload) ? { on: true, preset: payload, speed: 2 } : null,
      oscillation: chooses('oscillation', ['oscillate_on', 'oscillate_off']),
      direction: chooses('direction', ['forward', 'reverse']),
    },
    habit: () => ({
      on: false,
      speed: 3,
      preset: 'None',
      oscillation: 'oscillate_off',
      direction: 'forward',
    }),
  });
}
