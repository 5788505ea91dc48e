import { chanceOf } from '../house/chance.ts';
import { MINUTE } from '../house/clock.ts';
import { type Flag, flag, type Span } from '../house/flag.ts';
import type { House } from '../house/house.ts';
import { type Device, device, retained } from './device.ts';
import { announce, type Described, QUANTITIES } from './discovery.ts';
import { battery } from './motion.ts';

type Options = Described & {
  readonly house: House;
  readonly opened: Flag;
  readonly deviceClass: 'door' | 'window';
};

/** A contact on a door or a window. */
export function contact({ house, opened, deviceClass, ...of }: Options): Device {
  const base = `contacts/${of.id}`;
  const shared = { availability_topic: `${base}/status`, state_topic: base };
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'binary_sensor', 'contact', {
        ...shared,
        name: null,
        device_class: deviceClass,
        payload_on: 'open',
        payload_off: 'closed',
        value_template: '{{ value_json.contact }}',
      }),
      announce(of, 'sensor', 'battery', {
        ...shared,
        ...QUANTITIES.battery,
        value_template: '{{ value_json.battery }}',
      }),
      retained(`${base}/status`, 'online'),
    ],
    everyMs: MINUTE,
    pastEveryMs: 6 * 60 * MINUTE,
    edges: opened.edges,
    report: (t) => [
      retained(base, { contact: opened.on(t) ? 'open' : 'closed', battery: battery(house, t) }),
    ],
  });
}

/** The front door opens when somebody leaves or comes home. */
export function frontDoor(house: House): Flag {
  return flag(house.clock, (day) =>
    house.people
      .stays(day)
      .filter((stay) => stay.room === 'Hall')
      .map((stay, i): Span => {
        // Before going out at the end of the stay, on coming home at its beginning.
        const at = i % 2 === 0 ? stay.to - 25_000 : stay.from;
        return { from: Math.round(at), to: Math.round(at + 25_000) };
      }),
  );
}

/** A window is opened in the morning, shorter in the cold, and in warm evenings. */
export function airing(house: House, room: 'Bedroom' | 'Kitchen' | 'Living room'): Flag {
  const chance = chanceOf(house.seed, `airing/${room}`);
  return flag(house.clock, (day) => {
    if (house.people.away(day)) return [];
    const morning = house.people.stays(day)[0]?.from ?? house.clock.at(day, 8);
    const warm = house.weather.temperature(morning);
    const first = morning + chance.between(day * 4, 2, 20) * MINUTE;
    const spans: Span[] = [{ from: first, to: first + Math.max(6, warm * 2) * MINUTE }];
    const evening = house.clock.at(day, 19.5 + chance.roll(day * 4 + 1));
    if (house.weather.temperature(evening) > 19) {
      spans.push({ from: evening, to: evening + chance.between(day * 4 + 2, 60, 180) * MINUTE });
    }
    return spans.map(({ from, to }) => ({ from: Math.round(from), to: Math.round(to) }));
  });
}
