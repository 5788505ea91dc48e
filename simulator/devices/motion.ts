import { MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { type Device, device, passing, retained, round, type Say } from './device.ts';
import { announce, type Described, QUANTITIES } from './discovery.ts';

type Options = Described & { readonly house: House; readonly offDelayMs: number };

/**
 * A motion sensor that only says ON; that it is over follows from `off_delay`. It measures the
 * light beside. A report in between says nothing of motion.
 */
export function motionSensor({ house, offDelayMs, ...of }: Options): Device {
  const base = `motion/${of.id}`;
  const shared = { availability_topic: `${base}/status` };
  const lamp = house.litIn(of.room);
  const lux = (t: number) => round(house.weather.illuminance(t) * 0.004 + (lamp.on(t) ? 120 : 1));
  const moved = (t: number) => house.movesIn(of.room, t, t + 1).length > 0;
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'binary_sensor', 'motion', {
        ...shared,
        device_class: 'motion',
        state_topic: `${base}/motion`,
        off_delay: offDelayMs / 1000,
      }),
      announce(of, 'sensor', 'illuminance', {
        ...shared,
        ...QUANTITIES.illuminance,
        state_topic: `${base}/illuminance`,
      }),
      announce(of, 'sensor', 'battery', {
        ...shared,
        ...QUANTITIES.battery,
        state_topic: `${base}/battery`,
      }),
      retained(`${base}/status`, 'online'),
    ],
    everyMs: MINUTE,
    pastEveryMs: 30 * MINUTE,
    edges: (from, to) => house.movesIn(of.room, from, to),
    report(t): readonly Say[] {
      // Motion is an event: it isn't retained, so that nobody who comes later sees it again.
      if (moved(t)) return [passing(`${base}/motion`, 'ON')];
      return [
        retained(`${base}/illuminance`, String(lux(t))),
        retained(`${base}/battery`, String(battery(house, t))),
      ];
    },
  });
}

/** Falls from 100 % in about fourteen months, then somebody changes it. */
export function battery(house: House, t: number): number {
  const days = house.clock.day(t) + 97;
  return 100 - Math.floor((days % 425) / 4.6);
}
