import { describedEntity } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import type { LightBinding, LightForm } from './binding.ts';
import { FAN_SPEEDS } from './fan.ts';
import { lightCapabilities } from './light-capabilities.ts';
import { boundEntity, type Station, sensorTopics, stateTopics } from './station.ts';

/** What a relay is called in topics and JSON; a device with one power may leave out the number. */
export const powerNames = (number: number, isOnly: boolean): readonly string[] =>
  isOnly ? ['POWER', 'POWER1'] : number === 1 ? ['POWER1', 'POWER'] : [`POWER${number}`];

const powerTopics = ({ wiring }: Station, power: readonly string[]) => [
  ...stateTopics(wiring),
  ...power.map((name) => `${wiring.stat}${name}`),
];

type Numbered = {
  readonly number: number;
  readonly name: string | null;
  readonly power: readonly string[];
};

/** A relay, or a lamp behind one. */
export function relay(
  station: Station,
  kind: 'switch' | 'light',
  given: Numbered,
): EntityDescription {
  const { number, name, power } = given;
  return describedEntity({
    ...boundEntity(
      station,
      { role: 'power', power },
      {
        ...{ id: `relay_${number}`, name, topics: powerTopics(station, power) },
        commands: power.slice(0, 1),
      },
    ),
    kind,
    capabilities: kind === 'light' ? { colorModes: ['onoff'] } : {},
  });
}

export type LightParts = Numbered & {
  readonly form: LightForm;
  readonly dim: string;
  readonly levels: readonly string[];
  readonly mired?: readonly [number, number];
  readonly separatePower?: boolean;
  readonly fixedFade?: boolean;
  readonly fades?: boolean;
  /** Results come on topics of the commands' own names (SetOption4). */
  readonly ownTopics?: boolean;
};

/** Mired that a light goes through unless its range is reduced (SetOption82). */
export const USUAL_MIRED = [153, 500] as const;
const ANSWERS = ['COLOR', 'HSBCOLOR', 'CT', 'WHITE', 'SCHEME'];

/** A lamp that is dimmed or coloured. */
export function light(station: Station, parts: LightParts): EntityDescription {
  const { number, name, power, form, dim, levels, mired = USUAL_MIRED } = parts;
  const { separatePower = false, fixedFade = false, fades = true, ownTopics = false } = parts;
  const binding: LightBinding = {
    ...{ role: 'light', power, form, dim, levels, mired, separatePower, fixedFade },
  };
  const { stat } = station.wiring;
  const answers = ownTopics ? [dim.toUpperCase(), ...ANSWERS].map((one) => `${stat}${one}`) : [];
  return describedEntity({
    ...boundEntity(station, binding, {
      ...{ id: `light_${number}`, name, topics: [...powerTopics(station, power), ...answers] },
      commands: [power[0] ?? 'POWER', dim],
    }),
    kind: 'light',
    capabilities: lightCapabilities(form, mired, fades),
  });
}

/** A shutter on a pair of relays; `tilt` in the device's degrees for closed and open. */
export function shutter(
  station: Station,
  number: number,
  inverted: boolean,
  tilt: readonly [number, number] | null,
): EntityDescription {
  const { wiring } = station;
  const topics = [
    ...sensorTopics(wiring),
    `${wiring.stat}RESULT`,
    `${wiring.stat}SHUTTER${number}`,
  ];
  const moves = ['open', 'close', 'stop', 'toggle', 'set_position'];
  const tilts = tilt === null ? [] : ['open_tilt', 'close_tilt', 'set_tilt'];
  return describedEntity({
    ...boundEntity(
      station,
      { role: 'shutter', number, inverted, tilt },
      {
        ...{ id: `shutter_${number}`, name: `Shutter ${number}`, topics },
        commands: ['Open', 'Close', 'Stop', 'Position'].map((word) => `Shutter${word}${number}`),
      },
    ),
    kind: 'cover',
    deviceClass: 'shutter',
    capabilities: { commands: [...moves, ...tilts] },
  });
}

/** The ceiling fan of an iFan. */
export function fan(station: Station): EntityDescription {
  const topics = stateTopics(station.wiring);
  return describedEntity({
    ...boundEntity(
      station,
      { role: 'fan' },
      { id: 'fan', name: null, topics, commands: ['FanSpeed'] },
    ),
    kind: 'fan',
    capabilities: {
      speedCount: FAN_SPEEDS,
      commands: ['turn_on', 'turn_off', 'toggle', 'set_percentage'],
    },
  });
}

/** A switch input whose state is told, at once and with the sensors. */
export function input(
  station: Station,
  number: number,
  name: string,
  offDelayMs: number | null,
): EntityDescription {
  const keys = [...new Set([name, `Switch${number}`])];
  const topics = [...sensorTopics(station.wiring), `${station.wiring.stat}RESULT`];
  const common = boundEntity(
    station,
    { role: 'input', keys },
    { id: `switch_${number}`, name, topics },
  );
  return describedEntity({
    ...common,
    kind: 'binary_sensor',
    source: { ...common.source, offDelayMs },
  });
}

/** A button, or a switch that is used as one, by what it can do. */
export function action(
  station: Station,
  id: string,
  keys: readonly string[],
  eventTypes: readonly string[],
): EntityDescription {
  const topics = [`${station.wiring.stat}RESULT`];
  return describedEntity({
    ...boundEntity(station, { role: 'action', keys }, { id, name: keys[0] ?? id, topics }),
    kind: 'event',
    ...(id.startsWith('button') ? { deviceClass: 'button' } : {}),
    capabilities: { eventTypes },
  });
}
