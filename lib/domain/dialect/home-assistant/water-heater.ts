import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { State } from '../../entity/entity.ts';
import { featureKeys, featureOf, toldPart, writeTemperature } from './climate/features.ts';
import { degrees, temperatureLimits, temperatureUnit } from './climate/temperatures.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag, text, textList } from './config.ts';
import { oneOf, readParts, reportable, toldOn } from './parts.ts';
import { topicWriter, type Written } from './topic-writer.ts';

const MODES = ['off', 'eco', 'electric', 'gas', 'heat_pump', 'high_demand', 'performance'];

/** Home Assistant's own limits: 110 to 140 °F. */
const LIMITS = { '°C': [43.3, 60], '°F': [110, 140] } as const;

/** Home Assistant's `water_heater` (conventions §1.13). */
export const waterHeater: Component = {
  kind: 'water_heater',
  keys: [
    ...COMMAND_KEYS,
    ...['mode', 'temperature'].flatMap(featureKeys),
    ...['current_temperature_topic', 'current_temperature_template', 'value_template'],
    ...['power_command_topic', 'power_command_template', 'payload_on', 'payload_off'],
    ...['min_temp', 'max_temp', 'temp_step', 'precision', 'temperature_unit', 'modes'],
  ],
  open(config) {
    const modes = textList(config, 'modes') ?? MODES;
    const mode = featureOf(config, 'mode', 'mode', oneOf(modes));
    const temperature = featureOf(config, 'temperature', 'temperature', degrees);
    const power = topicWriter(config, 'power_command_topic', 'power_command_template');
    const features = [mode, temperature].filter((feature) => feature !== null);
    const parts = [
      ...features.map(({ part }) => part),
      toldPart(config, 'current_temperature', degrees),
    ];
    if (features.length === 0 && power === null && toldOn(parts).length === 0) {
      return 'a water heater needs at least one topic';
    }
    const unit = temperatureUnit(config);
    const optimistic =
      flag(config, 'optimistic', false) || features.every(({ part }) => part.reader === null);
    const said = (written: Written | undefined, target: State, name: string): Encoded => {
      if (written === undefined) return unsupported(name);
      if (!written.ok) return written;
      return {
        ok: true,
        messages: [written.message],
        target: reportable(target, parts, optimistic),
      };
    };
    const payloads = {
      on: text(config, 'payload_on') ?? 'ON',
      off: text(config, 'payload_off') ?? 'OFF',
    };
    return {
      ...PLAIN,
      unit,
      capabilities: {
        ...((mode !== null || config.has('modes')) && modes.length > 0 ? { modes } : {}),
        ...(temperature === null ? {} : temperatureLimits(config, unit, LIMITS)),
        commands: [
          ...(mode?.writer ? ['set_mode'] : []),
          ...(temperature?.writer ? ['set_temperature'] : []),
          ...(power === null ? [] : ['turn_on', 'turn_off']),
        ],
      },
      stateTopics: toldOn(parts),
      commandTopics: topics(mode?.writer?.topic, temperature?.writer?.topic, power?.topic),
      optimistic,
      read: (message) => readParts(parts, message),
      encode(command: Command): Encoded {
        const { command: name } = command;
        switch (name) {
          case 'set_mode': {
            const wanted = String(command['mode']);
            return said(mode?.writer?.write(wanted), { mode: wanted }, name);
          }
          case 'set_temperature': {
            const value = Number(command['temperature']);
            const written = temperature?.writer && writeTemperature(temperature.writer, value);
            return said(written ?? undefined, { temperature: value }, name);
          }
          case 'turn_on':
            return said(power?.write(payloads.on), {}, name);
          case 'turn_off':
            return said(power?.write(payloads.off), { mode: 'off' }, name);
          default:
            return unsupported(name);
        }
      },
    };
  },
};
