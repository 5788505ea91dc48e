import { appliance, from } from '../devices/appliance.ts';
import { type Device, passing } from '../devices/device.ts';
import { type Described, QUANTITIES } from '../devices/discovery.ts';
import { chanceOf } from '../house/chance.ts';
import { HOUR, MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { frontDoorView } from './view.ts';

/** How long somebody who rang stands in front of the door. */
const WAITS_MS = 40_000;

/** A doorbell with a camera: it rings some times a day, and shows who is there. */
export function doorbell({ house, ...of }: Described & { readonly house: House }): Device {
  const chance = chanceOf(house.seed, 'doorbell');
  const rings = (from: number, to: number) => {
    const found: number[] = [];
    for (let slot = Math.floor(from / (2 * HOUR)); slot * 2 * HOUR < to; slot++) {
      const t = Math.round(slot * 2 * HOUR + chance.between(slot * 2, 5, 115) * MINUTE);
      const hour = house.clock.hour(t);
      const isDay = hour > 8 && hour < 21;
      if (isDay && chance.roll(slot * 2 + 1) < 0.55 && t >= from && t < to) found.push(t);
    }
    return found;
  };
  return appliance({
    ...of,
    components: ({ state, of: topic }) => ({
      bell: {
        platform: 'event',
        name: null,
        device_class: 'doorbell',
        event_types: ['press', 'motion'],
        state_topic: topic('event'),
      },
      camera: { platform: 'camera', name: 'Camera', topic: topic('frame') },
      signal: {
        platform: 'sensor',
        name: 'Signal strength',
        device_class: 'signal_strength',
        unit_of_measurement: 'dBm',
        entity_category: 'diagnostic',
        state_topic: state,
        value_template: from('rssi'),
      },
      battery: {
        platform: 'sensor',
        ...QUANTITIES.battery,
        state_topic: state,
        value_template: from('battery'),
      },
    }),
    state: (t) => ({
      rssi: Math.round(-62 + 5 * chance.drift(t, HOUR)),
      battery: 100 - (house.clock.day(t) % 60),
    }),
    more(t, _memory, topics) {
      const isRinging = rings(t, t + 1).length > 0;
      const somebody = rings(t - WAITS_MS, t + 1).length > 0;
      const frame = frontDoorView(house, t, somebody);
      return [
        ...(isRinging ? [passing(topics.of('event'), { event_type: 'press' })] : []),
        { topic: topics.of('frame'), payload: frame, retain: true, qos: 0 },
      ];
    },
    edges: rings,
  });
}
