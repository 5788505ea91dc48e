import { MINUTE } from '../house/clock.ts';
import { type Device, device, retained } from './device.ts';
import { announceDevice, type Described, QUANTITIES } from './discovery.ts';

export type Quantity = keyof typeof QUANTITIES;

type Options = Described & {
  /** What it measures, as functions of time that give what the sensor would send. */
  readonly measures: Readonly<Partial<Record<Quantity, (t: number) => number>>>;
  readonly everyMs: number;
  readonly drops?: Device['drops'];
};

/** A sensor that sends all it measures in one JSON object and announces itself in one message. */
export function airSensor({ measures, everyMs, drops = null, ...of }: Options): Device {
  const base = `${of.id}/sensor`;
  const quantities = Object.keys(measures).filter((key): key is Quantity => key in QUANTITIES);
  return device({
    id: of.id,
    will: retained(`${of.id}/availability`, 'offline'),
    hello: [
      announceDevice(
        of,
        { state_topic: base, availability_topic: `${of.id}/availability`, qos: 1 },
        Object.fromEntries(
          quantities.map((key) => [
            key,
            {
              platform: 'sensor',
              ...QUANTITIES[key],
              value_template: `{{ value_json.${key} }}`,
            },
          ]),
        ),
      ),
      retained(`${of.id}/availability`, 'online'),
    ],
    everyMs,
    pastEveryMs: 15 * MINUTE,
    drops,
    report: (t) => [
      retained(base, Object.fromEntries(quantities.map((key) => [key, measures[key]?.(t)]))),
    ],
  });
}
