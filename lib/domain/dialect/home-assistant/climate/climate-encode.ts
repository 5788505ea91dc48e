import type { Command, Encoded } from '../../../command/command.ts';
import { invalid, unsupported } from '../../../command/refused.ts';
import type { State } from '../../../entity/entity.ts';
import { reportable } from '../parts.ts';
import { type TopicWriter, together, type Written } from '../topic-writer.ts';
import { type Feature, numberOf, type Target, writeTemperature } from './features.ts';

/** What a climate takes commands with. */
export type ClimateControls = {
  /** By our property's name. */
  readonly features: ReadonlyMap<string, Feature>;
  readonly power: TopicWriter | null;
  readonly modes: readonly string[];
  readonly payloads: { readonly on: string; readonly off: string };
  readonly optimistic: boolean;
};

const TEMPERATURES = ['temperature', 'temperature_low', 'temperature_high'] as const;
const CHOSEN: Readonly<Record<string, string>> = {
  set_mode: 'mode',
  set_fan_mode: 'fan_mode',
  set_swing_mode: 'swing_mode',
  set_swing_horizontal_mode: 'swing_horizontal_mode',
  set_preset_mode: 'preset_mode',
};
/** What "on" means to a climate without a switch, in Home Assistant's order. */
const USUAL_MODES = ['heat_cool', 'heat', 'cool'];

/** Commands to messages. */
export function climateEncoder(controls: ClimateControls): {
  readonly commands: readonly string[];
  encode(command: Command, before: State): Encoded;
} {
  const { features, power, modes, payloads, optimistic } = controls;
  const parts = [...features.values()].map(({ part }) => part);
  const writerOf = (property: string) => features.get(property)?.writer ?? null;
  const modeWriter = writerOf('mode');
  const onMode = modeWriter === null ? null : usualMode(modes);
  const canTurnOn = power !== null || onMode !== null;
  const canTurnOff = power !== null || (modeWriter !== null && modes.includes('off'));

  const said = (written: readonly Written[], target: State): Encoded => {
    const all = together(written);
    return all.ok ? { ...all, target: reportable(target, parts, optimistic) } : all;
  };

  function choose(property: string, value: unknown): Encoded {
    const writer = writerOf(property);
    if (writer === null || typeof value !== 'string') return unsupported(`set_${property}`);
    return said([writer.write(value)], { [property]: value });
  }

  function turn(on: boolean): Encoded {
    if (power !== null) {
      const written = power.write(on ? payloads.on : payloads.off);
      // Which mode it wakes up in is the device's affair.
      return said([written], on ? {} : { mode: 'off' });
    }
    return choose('mode', on ? onMode : 'off');
  }

  /** The mode first, as Home Assistant does, for set points may belong to it. */
  function setTemperature(command: Command): Encoded {
    const written: Written[] = [];
    const target: Target = {};
    const mode = command['mode'] ?? null;
    if (typeof mode === 'string') {
      if (modeWriter === null) return invalid('mode: this device takes none');
      written.push(modeWriter.write(mode));
      target['mode'] = mode;
    }
    for (const property of TEMPERATURES) {
      const value = numberOf(command[property]);
      if (value === null) continue;
      const writer = writerOf(property);
      if (writer === null) return invalid(`${property}: this device takes none`);
      written.push(writeTemperature(writer, value));
      target[property] = value;
    }
    const [low, high] = [
      numberOf(command['temperature_low']),
      numberOf(command['temperature_high']),
    ];
    if (low !== null && high !== null && low > high) {
      return invalid('temperature_low must not be above temperature_high');
    }
    return said(written, target);
  }

  function encode(command: Command, before: State): Encoded {
    const { command: name } = command;
    if (!commands.includes(name)) return unsupported(name);
    switch (name) {
      case 'turn_on':
        return turn(true);
      case 'turn_off':
        return turn(false);
      case 'toggle':
        return turn((before['mode'] ?? 'off') === 'off');
      case 'set_temperature':
        return setTemperature(command);
      case 'set_humidity': {
        const humidity = Math.round(Number(command['humidity']));
        const writer = writerOf('humidity');
        return writer === null ? unsupported(name) : said([writer.write(humidity)], { humidity });
      }
      default: {
        const property = Object.hasOwn(CHOSEN, name) ? CHOSEN[name] : undefined;
        return property === undefined ? unsupported(name) : choose(property, command[property]);
      }
    }
  }

  const commands: readonly string[] = [
    ...Object.entries(CHOSEN).flatMap(([name, property]) => (writerOf(property) ? [name] : [])),
    ...(TEMPERATURES.some((property) => writerOf(property)) ? ['set_temperature'] : []),
    ...(writerOf('humidity') ? ['set_humidity'] : []),
    ...(canTurnOn ? ['turn_on'] : []),
    ...(canTurnOff ? ['turn_off'] : []),
    ...(canTurnOn && canTurnOff ? ['toggle'] : []),
  ];
  return { commands, encode };
}

function usualMode(modes: readonly string[]): string | null {
  const others = modes.filter((mode) => mode !== 'off');
  return USUAL_MODES.find((mode) => others.includes(mode)) ?? others[0] ?? null;
}
