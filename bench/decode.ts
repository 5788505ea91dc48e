import { DIALECTS } from '../lib/domain/dialect/dialects.ts';
import { createHome } from '../lib/domain/entity/create-home.ts';
import { devicesOf } from '../simulator/flat.ts';
import { DAY } from '../simulator/house/clock.ts';
import { createHouse } from '../simulator/house/house.ts';
import { pastMessages, type Said } from '../simulator/past-messages.ts';
import type { Benchmark } from './result.ts';

const ROUNDS = 3;

/** How fast the decoder takes in a day of the simulated home, beside parsing its JSON alone. */
export const decode: Benchmark = {
  name: 'decode',
  about: 'the decoder beside JSON.parse, on one day of a simulated home',
  async run() {
    const house = createHouse(1, 'UTC');
    const from = Date.UTC(2026, 2, 3);
    const said: Said[] = devicesOf(house)
      .flatMap((device) => [...pastMessages(device, house, from, from + DAY)])
      .sort((a, b) => a.at - b.at);
    const encoder = new TextEncoder();
    const messages = said.map(({ at, say }) => ({
      topic: say.topic,
      payload: typeof say.payload === 'string' ? encoder.encode(say.payload) : say.payload,
      retain: false,
      at,
    }));

    let updates = 0;
    const folded = fastest(() => {
      updates = 0;
      const home = createHome(DIALECTS);
      for (const message of messages) updates += home.fold(message).updates.length;
    });
    const decoder = new TextDecoder();
    const parsed = fastest(() => {
      for (const { payload } of messages) {
        try {
          JSON.parse(decoder.decode(payload));
        } catch {
          // Plain words such as ON are no JSON; they cost the same to find out.
        }
      }
    });
    const perSecond = (ms: number) => Math.round((messages.length / ms) * 1000);
    return [
      { name: 'decoded', value: perSecond(folded), unit: 'messages/s' },
      { name: 'JSON.parse alone', value: perSecond(parsed), unit: 'messages/s' },
      { name: 'updates of the day', value: updates, unit: '' },
    ];
  },
};

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
