import { describedDevice, macIdentifier } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import type { Announcement } from './announcement.ts';
import type { LightForm } from './binding.ts';
import * as controls from './controls.ts';
import { presenceOf, type Station } from './station.ts';

const RELAY = 1;
const LIGHT = 2;
const SHUTTER = 3;
const FORMS: readonly (LightForm | null)[] = [null, 'dimmer', 'ct', 'rgb', 'rgbw', 'rgbcw'];
/** SetOption82 */
const REDUCED_MIRED = [200, 380] as const;

/** Switch modes of which on and off are states; the others are pushes and turns. */
const STATE_MODES: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 9, 10, 13, 14, 15, 16]);
/** Push to on: off follows by itself. */
const PULSE_MODES: ReadonlySet<number> = new Set([13, 14]);
const PULSE_MS = 1000;
const SWITCH_ACTIONS = ['TOGGLE', 'ON', 'OFF', 'HOLD', 'INC_DEC', 'INV', 'CLEAR'] as const;
const BUTTON_ACTIONS = ['SINGLE', 'DOUBLE', 'TRIPLE', 'QUAD', 'PENTA', 'HOLD'] as const;

/** The device that announced itself, with nothing found in its messages yet. */
export function stationOf(announced: Announcement, definedBy: string, dialect: string): Station {
  const { mac, name, model, version, wiring, words, sleeps, inputNames } = announced;
  return {
    ...{ id: mac, dialect, definedBy, wiring, words, seen: new Set() },
    availability: presenceOf(wiring, sleeps),
    inputs: new Set(inputNames.filter((input) => input !== null)),
    device: describedDevice({
      name,
      manufacturer: 'Tasmota',
      model,
      swVersion: version,
      // Home Assistant discovery by the firmware itself (SetOption19) names the last six digits.
      identifiers: [macIdentifier(mac) ?? mac, mac.slice(-6)],
    }),
  };
}

/** Everything that can be controlled, and its inputs. */
export function controlsOf(
  station: Station,
  announced: Announcement,
): readonly EntityDescription[] {
  return [
    ...relaysOf(station, announced),
    ...shuttersOf(station, announced),
    ...(announced.isFan ? [controls.fan(station)] : []),
    ...inputsOf(station, announced),
    ...buttonsOf(station, announced),
  ];
}

function relaysOf(station: Station, announced: Announcement): readonly EntityDescription[] {
  const { relays, friendlyNames, isFan, lightType, option } = announced;
  const isOnly = relays.filter((kind) => kind !== 0).length === 1;
  const firstLight = relays.indexOf(LIGHT);
  return relays.flatMap((kind, i) => {
    const number = i + 1;
    const power = controls.powerNames(number, isOnly);
    const name = friendlyNames[i] ?? null;
    const lamp = { number, name: name ?? `Light ${number}`, power };
    if (kind === LIGHT) {
      const isPlain = FORMS[lightType] === null || FORMS[lightType] === undefined;
      if (isPlain) return [controls.relay(station, 'light', lamp)];
      const parts = { ...lamp, ...channelsOf(announced, number, i - firstLight) };
      return [controls.light(station, parts)];
    }
    if (kind !== RELAY) return [];
    // The relays of a fan's speeds are no switches; its first one is the lamp.
    if (isFan) return i === 0 ? [controls.relay(station, 'light', lamp)] : [];
    if (option(30)) return [controls.relay(station, 'light', lamp)];
    return [controls.relay(station, 'switch', { ...lamp, name: name ?? `Relay ${number}` })];
  });
}

/** Which channels the nth light of the device has, and how they are dimmed. */
function channelsOf(announced: Announcement, number: number, nth: number) {
  const { lightType, linked, isTuya, option } = announced;
  const common = {
    ...(option(82) ? { mired: REDUCED_MIRED } : {}),
    ...{ separatePower: option(20), fixedFade: option(117), fades: !isTuya, ownTopics: option(4) },
  };
  if (option(68)) {
    const channel = `Channel${number}`;
    return { ...common, form: 'dimmer', dim: channel, levels: [channel] } as const;
  }
  if (!linked && lightType >= 4) {
    const dim = nth === 0 ? 'Dimmer1' : 'Dimmer2';
    const form = nth === 0 ? 'rgb' : lightType === 4 ? 'dimmer' : 'ct';
    return { ...common, form, dim, levels: [dim] } as const;
  }
  const dim = isTuya ? 'Dimmer3' : 'Dimmer';
  return { ...common, form: FORMS[lightType] ?? 'dimmer', dim, levels: ['Dimmer', 'Dimmer3'] };
}

/** A shutter is a pair of relays; half a pair is a mistake in the device's settings. */
function shuttersOf(
  station: Station,
  { relays, shutterOptions, tilts }: Announcement,
): readonly EntityDescription[] {
  const found: EntityDescription[] = [];
  for (let i = 0; i < relays.length; i++) {
    if (relays[i] !== SHUTTER) continue;
    if (relays[i + 1] !== SHUTTER) break;
    const n = found.length;
    const inverted = ((shutterOptions[n] ?? 0) & 1) === 1;
    found.push(controls.shutter(station, n + 1, inverted, tilts[n] ?? null));
    i++;
  }
  return found;
}

function inputsOf(
  station: Station,
  { inputModes, inputNames }: Announcement,
): readonly EntityDescription[] {
  return inputModes.flatMap((mode, i) => {
    if (mode < 0) return [];
    const name = inputNames[i] ?? `Switch${i + 1}`;
    if (STATE_MODES.has(mode)) {
      return [controls.input(station, i + 1, name, PULSE_MODES.has(mode) ? PULSE_MS : null)];
    }
    const keys = [...new Set([name, `Switch${i + 1}`])];
    return [controls.action(station, `switch_${i + 1}`, keys, SWITCH_ACTIONS)];
  });
}

/** Buttons tell of presses only if they are detached from the relays (SetOption73). */
function buttonsOf(
  station: Station,
  { buttons, option }: Announcement,
): readonly EntityDescription[] {
  if (!option(73)) return [];
  const actions = option(13) ? BUTTON_ACTIONS.slice(0, 1) : BUTTON_ACTIONS;
  return buttons.flatMap((there, i) =>
    there === 1 ? [controls.action(station, `button_${i + 1}`, [`Button${i + 1}`], actions)] : [],
  );
}
