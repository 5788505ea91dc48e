import { normalUnit } from '../home-assistant/classes.ts';
import { type Expose, featureNamed, GETTABLE, isSettable, keptExpose } from './expose.ts';
import { mainId, type Part } from './form.ts';

const HEATING = ['occupied_heating_setpoint', 'current_heating_setpoint'];
const COOLING = ['occupied_cooling_setpoint', 'current_cooling_setpoint'];

/** Features that make up the climate; the rest are settings and sensors beside it. */
const FEATURES = [
  ...[...HEATING, ...COOLING, 'local_temperature', 'local_humidity', 'system_mode'],
  ...['running_state', 'running_mode', 'preset', 'fan_mode', 'swing_mode', 'ac_louver_position'],
  ...['away_mode', 'target_humidity'],
];

/** The features of a climate by what they are for. */
export function climateFeatures(expose: Expose) {
  return {
    heating: featureNamed(expose, ...HEATING),
    cooling: featureNamed(expose, ...COOLING),
    local: featureNamed(expose, 'local_temperature'),
    localHumidity: featureNamed(expose, 'local_humidity'),
    humidity: featureNamed(expose, 'target_humidity'),
    mode: featureNamed(expose, 'system_mode'),
    running: featureNamed(expose, 'running_state', 'running_mode'),
    preset: featureNamed(expose, 'preset'),
    away: featureNamed(expose, 'away_mode'),
    fan: featureNamed(expose, 'fan_mode'),
    swing: featureNamed(expose, 'swing_mode', 'ac_louver_position'),
  };
}

/** Both setpoints count at once in a mode that heats and cools. */
export const isRangeMode = (mode: unknown): boolean => mode === 'auto' || mode === 'heat_cool';

/** The preset that stands for `away_mode` of a thermostat without presets. */
export const AWAY = 'away';
export const AT_HOME = 'none';

/** A thermostat. */
export function climatePart(expose: Expose): Part | null {
  const features = expose.features.filter(({ name }) => FEATURES.includes(name));
  const kept: Expose = { ...expose, features };
  const { heating, cooling, local, humidity, mode, preset, away, fan, swing } =
    climateFeatures(kept);
  const setpoint = heating ?? cooling;
  if (setpoint === null && local === null && mode === null) return null;
  const words = (feature: Expose | null) => feature?.values.map(String) ?? [];
  const modes = words(mode);
  const presets = preset !== null ? words(preset) : away !== null ? [AT_HOME, AWAY] : [];
  const [fans, swings] = [words(fan), words(swing)];
  const least = [heating, cooling].flatMap((feature) => feature?.min ?? []);
  const most = [heating, cooling].flatMap((feature) => feature?.max ?? []);
  const step = setpoint?.step ?? null;
  const can = (feature: Expose | null) => feature !== null && isSettable(feature);
  return {
    id: mainId(kept),
    kind: 'climate',
    name: expose.endpoint,
    unit: normalUnit(setpoint?.unit ?? local?.unit ?? null),
    properties: features.map(({ property }) => property),
    gettable: features
      .filter(({ access }) => (access & GETTABLE) !== 0)
      .map(({ property }) => property),
    isSettable: features.some(isSettable),
    capabilities: {
      ...(modes.length > 0 ? { modes } : {}),
      ...(presets.length > 0 ? { presetModes: presets } : {}),
      ...(fans.length > 0 ? { fanModes: fans } : {}),
      ...(swings.length > 0 ? { swingModes: swings } : {}),
      ...(least.length > 0 ? { minTemp: Math.min(...least) } : {}),
      ...(most.length > 0 ? { maxTemp: Math.max(...most) } : {}),
      ...(step === null || step <= 0 ? {} : { tempStep: step }),
      ...(humidity === null
        ? {}
        : { minHumidity: humidity.min ?? 0, maxHumidity: humidity.max ?? 100 }),
      commands: [
        ...(can(setpoint) ? ['set_temperature'] : []),
        ...(can(mode) && modes.length > 0 ? ['set_mode'] : []),
        ...(can(mode) && modes.includes('off') && modes.length > 1
          ? ['turn_on', 'turn_off', 'toggle']
          : []),
        ...(can(preset ?? away) ? ['set_preset_mode'] : []),
        ...(can(fan) ? ['set_fan_mode'] : []),
        ...(can(swing) ? ['set_swing_mode'] : []),
        ...(can(humidity) ? ['set_humidity'] : []),
      ],
    },
    binding: { form: 'climate', expose: keptExpose(kept) },
  };
}
