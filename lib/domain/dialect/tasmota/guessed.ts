import type { EntityDescription, ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import type { LightForm } from './binding.ts';
import { bodiesOf, type Fields } from './body.ts';
import * as controls from './controls.ts';
import { channelsOf } from './light-read.ts';
import type { Station } from './station.ts';

/** What the messages of a device that did not announce itself have shown of it. */
export type Evidence = {
  /** Numbers of its powers; 0 is `POWER` without a number. */
  readonly powers: Set<number>;
  /** Names of the relays, in order. */
  friendlyNames: readonly string[];
  /** The channels of its one light; null: none seen. */
  form: LightForm | null;
  /** Colours and white are dimmed apart (`Dimmer1`, `Dimmer2`). */
  isSplit: boolean;
  /** Numbers of lights that are a channel each. */
  readonly channels: Set<number>;
  isFan: boolean;
  /** Numbers of its shutters. How far their slats turn is only announced. */
  readonly shutters: Set<number>;
  /** Numbers of switch inputs. */
  readonly inputs: Set<number>;
};

export const noEvidence = (): Evidence => ({
  ...{ powers: new Set(), friendlyNames: [], form: null, isSplit: false, channels: new Set() },
  ...{ isFan: false, shutters: new Set(), inputs: new Set() },
});

const MAX_NUMBER = 32;
const MAX_SHUTTERS = 16;
const FORMS: readonly LightForm[] = ['dimmer', 'ct', 'rgb', 'rgbw', 'rgbcw'];
const NUMBERED = /^(POWER|Channel|Shutter|Switch)(\d{0,2})$/;

/** Takes in what a message shows; true if that was news. */
export function learn(evidence: Evidence, message: ParsedMessage): boolean {
  const before = summary(evidence);
  for (const body of bodiesOf(message)) learnBody(evidence, body);
  return summary(evidence) !== before;
}

function learnBody(evidence: Evidence, body: Fields): void {
  for (const [key, value] of Object.entries(body)) {
    const match = NUMBERED.exec(key);
    const number = Number(match?.[2] ?? Number.NaN);
    if (match === null || !(number <= MAX_NUMBER)) continue;
    const isWord = typeof value === 'string';
    if (match[1] === 'POWER' && isWord) evidence.powers.add(number);
    if (match[1] === 'Switch' && isWord && number > 0) evidence.inputs.add(number);
    if (match[1] === 'Channel' && typeof value === 'number') evidence.channels.add(number);
    if (match[1] === 'Shutter' && isObject(value) && value['Position'] !== undefined) {
      if (number > 0 && number <= MAX_SHUTTERS) evidence.shutters.add(number);
    }
  }
  if (typeof body['FanSpeed'] === 'number') evidence.isFan = true;
  if (body['Dimmer1'] !== undefined && body['Dimmer2'] !== undefined) evidence.isSplit = true;
  evidence.form = greater(evidence.form, formIn(body));
}

/** The channels of a light by what it tells of them; null if it tells of none. */
function formIn(body: Fields): LightForm | null {
  const channels = body['Channel'];
  const count = Array.isArray(channels)
    ? channels.length
    : (channelsOf(body['Color'])?.length ?? 0);
  if (count > 0) return FORMS[Math.min(count, FORMS.length) - 1] ?? null;
  const has = (key: string) => body[key] !== undefined;
  if (has('HSBColor')) return has('CT') ? 'rgbcw' : has('White') ? 'rgbw' : 'rgb';
  if (has('CT')) return 'ct';
  return has('Dimmer') || has('Dimmer1') ? 'dimmer' : null;
}

const greater = (a: LightForm | null, b: LightForm | null): LightForm | null =>
  a !== null && b !== null && FORMS.indexOf(a) > FORMS.indexOf(b) ? a : (b ?? a);

const summary = ({ powers, channels, shutters, inputs, ...rest }: Evidence): string =>
  JSON.stringify([[...powers], [...channels], [...shutters], [...inputs], rest]);

/** The controls that the evidence speaks for. */
export function controlsOf(station: Station, evidence: Evidence): readonly EntityDescription[] {
  const { powers, shutters, inputs, isFan } = evidence;
  const numbers = [...new Set([...powers].map((number) => Math.max(1, number)))].sort(
    (a, b) => a - b,
  );
  const lights = lightsOf(station, evidence, numbers);
  const lit = new Set(lights.map(({ number }) => number));
  // The relays of a shutter are no switches: both on would be its end.
  const moving = Math.max(0, ...shutters) * 2;
  const relays = numbers.filter((number) => !lit.has(number) && number > moving);
  const powerOf = (number: number) => powerNamesOf(evidence, numbers, number);
  return [
    ...relays.map((number) => {
      const kind = isFan ? 'light' : 'switch';
      const name = nameOf(evidence, number, isFan ? 'Light' : 'Relay', numbers);
      return controls.relay(station, kind, { number, name, power: powerOf(number) });
    }),
    ...lights.map(({ entity }) => entity),
    ...[...shutters].map((number) => controls.shutter(station, number, false, null)),
    ...(isFan ? [controls.fan(station)] : []),
    ...[...inputs].map((number) => controls.input(station, number, `Switch${number}`, null)),
  ];
}

/** A device with one power calls it `POWER`, unless it has told of `POWER1` only. */
const powerNamesOf = ({ powers }: Evidence, numbers: readonly number[], number: number) =>
  controls.powerNames(number, numbers.length === 1 && powers.has(0));

/** A device with one power goes by its own name. */
const nameOf = (
  { friendlyNames }: Evidence,
  number: number,
  what: string,
  numbers: readonly number[],
): string | null =>
  friendlyNames[number - 1] ?? (numbers.length === 1 ? null : `${what} ${number}`);

type Numbered = { readonly number: number; readonly entity: EntityDescription };

/** Lights are the last powers of a device. */
function lightsOf(
  station: Station,
  evidence: Evidence,
  numbers: readonly number[],
): readonly Numbered[] {
  const { form, isSplit, channels } = evidence;
  const lamp = (number: number, parts: Pick<controls.LightParts, 'form' | 'dim' | 'levels'>) => {
    const name = nameOf(evidence, number, 'Light', numbers);
    const power = powerNamesOf(evidence, numbers, number);
    return { number, entity: controls.light(station, { number, name, power, ...parts }) };
  };
  if (channels.size > 0) {
    return [...channels]
      .filter((number) => numbers.includes(number))
      .map((number) => {
        const dim = `Channel${number}`;
        return lamp(number, { form: 'dimmer', dim, levels: [dim] });
      });
  }
  const last = numbers.at(-1);
  if (form === null || last === undefined) return [];
  const first = numbers.at(-2);
  if (isSplit && first !== undefined) {
    const white = form === 'rgbcw' ? 'ct' : 'dimmer';
    return [
      lamp(first, { form: 'rgb', dim: 'Dimmer1', levels: ['Dimmer1'] }),
      lamp(last, { form: white, dim: 'Dimmer2', levels: ['Dimmer2'] }),
    ];
  }
  return [lamp(last, { form, dim: 'Dimmer', levels: ['Dimmer', 'Dimmer1', 'Dimmer3'] })];
}
