import { DIALECTS } from '../lib/domain/dialect/dialects.ts';
import type { Message } from '../lib/domain/dialect/message.ts';
import { createHome } from '../lib/domain/entity/create-home.ts';
import { devicesOf } from '../simulator/flat.ts';
import { DAY } from '../simulator/house/clock.ts';
import { createHouse } from '../simulator/house/house.ts';
import { pastMessages } from '../simulator/past-messages.ts';
import { CASES, type DecodeCase } from './decode-cases.ts';
import type { Benchmark, Figure } from './result.ts';
import { capturedDevices } from './zigbee-devices.ts';

const ROUNDS = 5;
const STEADY = 20_000;
const LIST = 500;
const LIST_MS = 100;
/** A home that speaks all languages at once must keep up with this on one core. */
const PER_SECOND = 50_000;
const NOW = Date.UTC(2024, 0, 1, 12);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How fast the decoder takes in what devices say, beside parsing the JSON of it alone. */
export const decode: Benchmark = {
  name: 'decode',
  about: 'the decoder beside JSON.parse: each language, all of them mixed, a simulated day',
  async run() {
    const figures: Figure[] = [];
    for (const one of CASES) figures.push(...steady(one.name, [one]));
    const mixed = steady('all of them in turn', CASES);
    const [rate] = mixed;
    const bar = `keeps up with ${PER_SECOND.toLocaleString('en')} messages/s`;
    figures.push(
      { ...(rate as Figure), bar: { text: bar, holds: (rate?.value ?? 0) >= PER_SECOND } },
      ...mixed.slice(1),
      ...longList(),
      ...simulatedDay(),
    );
    return figures;
  },
};

/** Messages after everybody has been heard of, per second, and how many times JSON.parse it costs. */
function steady(name: string, cases: readonly DecodeCase[]): readonly Figure[] {
  const said = Array.from({ length: STEADY }, (_, n) => {
    const { steady: stream } = cases[n % cases.length] as DecodeCase;
    return messageOf(stream(Math.floor(n / cases.length)), NOW + n);
  });
  const home = createHome(DIALECTS);
  for (const { definitions } of cases)
    for (const definition of definitions) home.fold(messageOf(definition, NOW));
  for (const message of said.slice(0, 2_000)) home.fold(message);
  let updates = 0;
  const folded = fastest(() => {
    updates = 0;
    for (const message of said) updates += home.fold(message).updates.length;
  });
  const parsed = fastest(() => said.forEach(parseOnly));
  return [
    { name, value: Math.round((said.length / folded) * 1000), unit: 'messages/s' },
    { name: '  beside JSON.parse of the same', value: folded / parsed, unit: 'times' },
    { name: '  values of a message', value: updates / said.length, unit: '' },
  ];
}

/** A bridge that lists many devices at once, heard for the first time and again. */
function longList(): readonly Figure[] {
  const message = messageOf(['zigbee2mqtt/bridge/devices', capturedDevices(LIST)], NOW);
  const first = fastest(() => void createHome(DIALECTS).fold(message));
  const home = createHome(DIALECTS);
  home.fold(message);
  const again = fastest(() => void home.fold(message));
  const parsed = fastest(() => parseOnly(message));
  return [
    {
      name: `a list of ${LIST} Zigbee devices, first heard`,
      value: first,
      unit: 'ms',
      bar: { text: `under ${LIST_MS} ms`, holds: first < LIST_MS },
    },
    { name: '  heard again', value: again, unit: 'ms' },
    { name: '  JSON.parse alone', value: parsed, unit: 'ms' },
    { name: '  entities of it', value: home.entities().length, unit: '' },
  ];
}

/** A day of the pretend house, from nothing. */
function simulatedDay(): readonly Figure[] {
  const house = createHouse(1, 'UTC');
  const from = Date.UTC(2026, 2, 3);
  const messages = devicesOf(house)
    .flatMap((device) => [...pastMessages(device, house, from, from + DAY)])
    .sort((a, b) => a.at - b.at)
    .map(({ at, say }) => messageOf([say.topic, say.payload], at));
  let updates = 0;
  const folded = fastest(() => {
    updates = 0;
    const home = createHome(DIALECTS);
    for (const message of messages) updates += home.fold(message).updates.length;
  });
  const parsed = fastest(() => messages.forEach(parseOnly));
  return [
    {
      name: 'a simulated day',
      value: Math.round((messages.length / folded) * 1000),
      unit: 'messages/s',
    },
    { name: '  beside JSON.parse of the same', value: folded / parsed, unit: 'times' },
    { name: '  updates of the day', value: updates, unit: '' },
  ];
}

function messageOf([topic, given]: readonly [string, unknown], at: number): Message {
  const payload =
    given instanceof Uint8Array
      ? given
      : encoder.encode(typeof given === 'string' ? given : JSON.stringify(given));
  return { topic, payload, retain: false, at };
}

function parseOnly({ payload }: Message): void {
  try {
    JSON.parse(decoder.decode(payload));
  } catch {
    // Plain words such as ON are no JSON; they cost the same to find out.
  }
}

/** The best of a few rounds, ms. The first ones warm the machine up. */
function fastest(work: () => void): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
