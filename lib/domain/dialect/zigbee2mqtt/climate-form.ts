import type { Command, Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { Entity, State, Value } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import { jsonText } from '../safe-json.ts';
import { AT_HOME, AWAY, climateFeatures, isRangeMode } from './climate.ts';
import { type Expose, numberOf } from './expose.ts';
import { type Form, type Moment, misfit, setMessage, state, type Values } from './form.ts';
import { isOn, wordFor } from './words.ts';

/** What a thermostat is doing, in its words (running_state, running_mode) and in ours. */
const ACTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cool: 'cooling',
    cooling: 'cooling',
    defrost: 'defrosting',
    dry: 'drying',
    fan: 'fan',
    fan_only: 'fan',
    heat: 'heating',
    heating: 'heating',
    idle: 'idle',
    off: 'off',
    preheating: 'preheating',
  }),
);

/** Modes that turning on may choose, the most helpful first. */
const ON_MODES = ['heat_cool', 'heat', 'cool', 'auto'];

export function climate(expose: Expose): Form {
  const features = climateFeatures(expose);
  const {
    heating,
    cooling,
    local,
    localHumidity,
    humidity,
    mode,
    running,
    preset,
    away,
    fan,
    swing,
  } = features;
  const hasRange = heating !== null && cooling !== null && (mode?.values ?? []).some(isRangeMode);

  const read: Form['read'] = (values, before, moment) => {
    const reports: Report[] = [];
    const add = (feature: Expose | null, property: string, numeric: boolean) => {
      const value = feature === null ? undefined : values[feature.property];
      if (feature !== null && value !== undefined)
        reports.push(said(feature, property, value, numeric, moment));
    };
    add(local, 'current_temperature', true);
    add(localHumidity, 'current_humidity', true);
    add(humidity, 'humidity', true);
    add(mode, 'mode', false);
    add(preset, 'preset_mode', false);
    add(fan, 'fan_mode', false);
    add(swing, 'swing_mode', false);
    const doing = running === null ? undefined : values[running.property];
    if (doing !== undefined) {
      const action = doing === null ? null : (ACTIONS.get(jsonText(doing).toLowerCase()) ?? null);
      reports.push(state('action', action, moment));
    }
    if (preset === null && away !== null && values[away.property] !== undefined) {
      const on = isOn(values[away.property], away);
      reports.push(state('preset_mode', on === true ? AWAY : AT_HOME, moment));
    }
    return [...reports, ...setpoints(values, before, moment)];
  };

  /** The target of the mode it is in; both where it may heat and cool. */
  function setpoints(values: Values, before: State, moment: Moment): readonly Report[] {
    const reports: Report[] = [];
    const low = heating === null ? undefined : values[heating.property];
    const high = cooling === null ? undefined : values[cooling.property];
    if (hasRange) {
      if (low !== undefined && heating !== null)
        reports.push(said(heating, 'temperature_low', low, true, moment));
      if (high !== undefined && cooling !== null)
        reports.push(said(cooling, 'temperature_high', high, true, moment));
    }
    const current = mode === null ? undefined : (values[mode.property] ?? before['mode']);
    const feature = inForce(current);
    const value = feature === null ? undefined : values[feature.property];
    if (feature !== null && value !== undefined && !(hasRange && isRangeMode(current)))
      reports.push(said(feature, 'temperature', value, true, moment));
    else if (hasRange && isRangeMode(current) && (before['temperature'] ?? null) !== null)
      reports.push(state('temperature', null, moment));
    return reports;
  }

  /** The setpoint that counts in a mode. */
  const inForce = (current: unknown): Expose | null =>
    current === 'cool' ? (cooling ?? heating) : (heating ?? cooling);

  const encode = (entity: Entity, command: Command, before: State): Encoded => {
    const set = (feature: Expose | null, property: string, value: Value): Encoded =>
      feature === null
        ? unsupported(command.command)
        : setMessage(
            entity,
            { [feature.property]: original(feature, value) },
            { [property]: value },
          );
    switch (command.command) {
      case 'set_mode':
        return set(mode, 'mode', command['mode'] as string);
      case 'turn_off':
        return set(mode, 'mode', 'off');
      case 'turn_on':
        return set(mode, 'mode', onMode());
      case 'toggle':
        return set(mode, 'mode', (before['mode'] ?? 'off') === 'off' ? onMode() : 'off');
      case 'set_temperature':
        return setTemperature(entity, command, before);
      case 'set_humidity':
        return set(humidity, 'humidity', command['humidity'] as number);
      case 'set_fan_mode':
        return set(fan, 'fan_mode', command['fan_mode'] as string);
      case 'set_swing_mode':
        return set(swing, 'swing_mode', command['swing_mode'] as string);
      case 'set_preset_mode': {
        const wanted = command['preset_mode'] as string;
        if (preset !== null || away === null) return set(preset, 'preset_mode', wanted);
        const word = wordFor(away, wanted === AWAY);
        return setMessage(entity, { [away.property]: word }, { preset_mode: wanted });
      }
      default:
        return unsupported(command.command);
    }
  };

  function onMode(): string {
    const modes = (mode?.values ?? []).map(String).filter((word) => word !== 'off');
    return ON_MODES.find((word) => modes.includes(word)) ?? modes[0] ?? 'heat';
  }

  function setTemperature(entity: Entity, command: Command, before: State): Encoded {
    const payload: Record<string, unknown> = {};
    const target: Record<string, Value> = {};
    const wanted = command['mode'] ?? null;
    if (wanted !== null && mode !== null) {
      payload[mode.property] = wanted;
      target['mode'] = wanted as string;
    }
    const single = command['temperature'];
    const feature = inForce(wanted ?? before['mode']);
    if (typeof single === 'number' && feature !== null) {
      payload[feature.property] = single;
      target['temperature'] = single;
    }
    for (const [key, limit] of [
      ['temperature_low', heating],
      ['temperature_high', cooling],
    ] as const) {
      const value = command[key];
      if (typeof value !== 'number') continue;
      if (!hasRange || limit === null)
        return invalid(`${key}: this thermostat has one temperature`);
      payload[limit.property] = value;
      target[key] = value;
    }
    const hasTemperature = Object.keys(target).some((key) => key.startsWith('temperature'));
    if (!hasTemperature) return invalid('set_temperature needs a temperature');
    return setMessage(entity, payload, target);
  }

  return { properties: expose.features.map(({ property }) => property), read, encode };
}

function said(
  feature: Expose,
  property: string,
  value: unknown,
  numeric: boolean,
  moment: Moment,
): Report {
  if (value === null) return state(property, null, moment);
  if (!numeric) {
    return typeof value === 'object'
      ? misfit(feature.property, value, 'one of its words')
      : state(property, String(value), moment);
  }
  const number = numberOf(value);
  return number === null
    ? misfit(feature.property, value, 'a number')
    : state(property, number, moment);
}

/** A choice as the device wrote it, where it is no text. */
const original = (feature: Expose, value: Value): unknown =>
  feature.values.find((word) => String(word) === String(value)) ?? value;
