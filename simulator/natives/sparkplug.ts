import { TYPE } from '../../lib/domain/dialect/sparkplug/datatypes.ts';
import { readPayload } from '../../lib/domain/dialect/sparkplug/payload.ts';
import { writeVarint } from '../../lib/domain/dialect/sparkplug/wire.ts';
import { type WrittenMetric, writePayload } from '../../lib/domain/dialect/sparkplug/write.ts';
import { type Device, device, type Memory, round, type Say } from '../devices/device.ts';
import type { House } from '../house/house.ts';

const GROUP = 'Home';
const NODE = 'cellar';
const TANK = 'rain-tank';
const LITRES = 5_000;
const REBIRTH = 'Node Control/Rebirth';

type Metric = Omit<WrittenMetric, 'alias' | 'timestamp'>;

/** A controller in the cellar that speaks Sparkplug B: the rain water tank with its pump. */
export function sparkplugNode(house: House): Device {
  const topic = (type: string, of = '') => `spBv1.0/${GROUP}/${type}/${NODE}${of && `/${of}`}`;
  /** Counts what this node has said since its birth, 0–255: whoever misses one asks for another birth. */
  let seq = 0;
  const say = (type: string, of: string, t: number | null, metrics: readonly Metric[]): Say => {
    const written = metrics.map((metric) => ({ ...metric, alias: null, timestamp: t }));
    const number = type === 'NDEATH' ? [] : writeVarint(3, BigInt(seq));
    seq = (seq + 1) % 256;
    const payload = Uint8Array.from([...writePayload(t, written), ...number]);
    return { topic: topic(type, of), payload, retain: false, qos: 0 };
  };
  const bdSeq: Metric = { name: 'bdSeq', datatype: TYPE.UInt64, value: 0 };
  const rising = (t: number) => round(LITRES * (0.55 + 0.25 * Math.sin(t / 2.5e8)));
  const tank = (t: number, { pump, target }: Memory): readonly Metric[] => [
    { name: 'Level', datatype: TYPE.Double, value: rising(t) },
    {
      name: 'Water temperature',
      datatype: TYPE.Double,
      value: round(9 + house.weather.temperature(t) * 0.2, 1),
    },
    { name: 'Pump', datatype: TYPE.Boolean, value: pump === true },
    { name: 'Target pressure', datatype: TYPE.Int32, value: Number(target) },
  ];
  const births = (t: number, memory: Memory): readonly Say[] => {
    seq = 0;
    return [
      say('NBIRTH', '', t, [
        bdSeq,
        { name: REBIRTH, datatype: TYPE.Boolean, value: false },
        { name: 'Properties/Hardware Make', datatype: TYPE.String, value: 'Opto 22' },
      ]),
      say('DBIRTH', TANK, t, tank(t, memory)),
    ];
  };
  const death = { ...say('NDEATH', '', null, [bdSeq]), qos: 1 as const };
  return device({
    id: 'sparkplug-cellar',
    will: death,
    hello: [],
    introduce: births,
    listens: [topic('NCMD'), topic('DCMD', TANK)],
    everyMs: 2 * 60_000,
    pastEveryMs: null,
    answersAfterMs: 80,
    habit: () => ({ pump: false, target: 3 }),
    report: (t, memory) => [say('DDATA', TANK, t, tank(t, memory))],
    hear(memory, heard, _payload, _t, bytes) {
      const metrics = (bytes && readPayload(bytes)?.metrics) ?? [];
      if (heard === topic('NCMD')) {
        const isAsked = metrics.some(({ name }) => name === REBIRTH);
        return isAsked ? { memory, againAfterMs: [], says: [{ afterMs: 0, say: births }] } : null;
      }
      const change: Record<string, boolean | number> = {};
      for (const { name, raw } of metrics) {
        if (name === 'Pump' && raw?.type === 'boolean') change.pump = raw.value;
        if (name === 'Target pressure' && raw?.type === 'integer')
          change.target = Number(raw.value);
      }
      return Object.keys(change).length > 0
        ? { memory: { ...memory, ...change }, againAfterMs: [] }
        : null;
    },
  });
}
