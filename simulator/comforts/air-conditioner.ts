import { appliance, chooses, from } from '../devices/appliance.ts';
import { type Device, readNumber, round } from '../devices/device.ts';
import { type Described, QUANTITIES } from '../devices/discovery.ts';
import { HOUR, MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';

const MODES = ['off', 'cool', 'heat', 'dry', 'fan_only', 'auto'];
const FANS = ['auto', 'low', 'medium', 'high'];
const SWINGS = ['off', 'vertical', 'both'];
const PRESETS = ['eco', 'boost', 'sleep'];
const ROOM_LAG_MS = 30 * MINUTE;

/** A split air conditioner: `climate` with everything such a thing can do, and its outdoor unit. */
export function airConditioner({ house, ...of }: Described & { readonly house: House }): Device {
  const air = house.temperature(of.room);
  return appliance({
    ...of,
    components: ({ state, command }) => {
      const part = (key: string) => ({
        [`${key}_state_topic`]: state,
        [`${key}_state_template`]: from(key),
        [`${key}_command_topic`]: command(key),
      });
      return {
        climate: {
          platform: 'climate',
          name: null,
          modes: MODES,
          fan_modes: FANS,
          swing_modes: SWINGS,
          preset_modes: PRESETS,
          min_temp: 16,
          max_temp: 30,
          temp_step: 0.5,
          temperature_unit: 'C',
          ...part('mode'),
          ...part('temperature'),
          ...part('fan_mode'),
          ...part('swing_mode'),
          preset_mode_state_topic: state,
          preset_mode_value_template: from('preset_mode'),
          preset_mode_command_topic: command('preset_mode'),
          current_temperature_topic: state,
          current_temperature_template: from('current'),
          action_topic: state,
          action_template: from('action'),
        },
        outdoor: {
          platform: 'sensor',
          ...QUANTITIES.temperature,
          name: 'Outdoor temperature',
          state_topic: state,
          value_template: from('outdoor'),
        },
      };
    },
    state(t, { mode, temperature, fan_mode, swing_mode, preset_mode, changedAt }) {
      const target = Number(temperature);
      const pull = 1 - Math.exp(-Math.max(0, t - Number(changedAt)) / ROOM_LAG_MS);
      const works = mode === 'cool' || mode === 'heat' || mode === 'auto';
      const current = air(t) + (works ? (target - air(t)) * pull * 0.8 : 0);
      const wants = Math.abs(target - current) > 0.3;
      return {
        ...{ mode, temperature: target, fan_mode, swing_mode, preset_mode },
        current: round(current, 1),
        outdoor: round(house.weather.temperature(t), 1),
        action: actionOf(String(mode), wants, target < current),
      };
    },
    commands: {
      mode: chooses('mode', MODES),
      fan_mode: chooses('fan_mode', FANS),
      swing_mode: chooses('swing_mode', SWINGS),
      preset_mode: chooses('preset_mode', ['none', ...PRESETS]),
      temperature(payload) {
        const temperature = readNumber(payload, 16, 30);
        return temperature === undefined ? null : { temperature };
      },
    },
    // On hot afternoons somebody lets it cool.
    habit: (t) => ({
      mode: house.weather.temperature(t - HOUR) > 26 ? 'cool' : 'off',
      temperature: 23,
      fan_mode: 'auto',
      swing_mode: 'off',
      preset_mode: 'none',
    }),
  });
}

function actionOf(mode: string, wants: boolean, tooWarm: boolean): string {
  switch (mode) {
    case 'off':
      return 'off';
    case 'dry':
      return 'drying';
    case 'fan_only':
      return 'fan';
    case 'cool':
      return wants && tooWarm ? 'cooling' : 'idle';
    case 'heat':
      return wants && !tooWarm ? 'heating' : 'idle';
    default:
      return wants ? (tooWarm ? 'cooling' : 'heating') : 'idle';
  }
}
