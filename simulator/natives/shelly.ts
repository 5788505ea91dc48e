import { type Device, device, passing, readObject, retained, round } from '../devices/device.ts';
import type { House } from '../house/house.ts';

type Options = { readonly id: string; readonly house: House };

/** A second-generation Shelly with two channels, as it comes out of its box: RPC and status topics. */
export function shellyPlus2({ id, house }: Options): Device {
  const lit = house.litIn('Kitchen');
  const components = ({ 0: first, 1: second }: Readonly<Record<string, unknown>>, t: number) =>
    Object.fromEntries(
      [first, second].map((output, i) => {
        const watts = output === true ? round(38 + 14 * i + house.weather.cloud(t), 1) : 0;
        return [
          `switch:${i}`,
          {
            id: i,
            source: 'MQTT',
            output: output === true,
            apower: watts,
            voltage: 230.4,
            freq: 50,
            current: round(watts / 230, 3),
            pf: output === true ? 0.97 : 0,
            aenergy: { total: round(52_000 + 9_000 * i + (t / 8.64e7) * 30, 1) },
            temperature: { tC: 44.1, tF: 111.4 },
          },
        ];
      }),
    );
  return device({
    id,
    will: retained(`${id}/online`, 'false'),
    hello: [retained(`${id}/online`, 'true')],
    introduce: (t, memory) => [
      passing(`${id}/events/rpc`, {
        src: id,
        dst: `${id}/events`,
        method: 'NotifyFullStatus',
        params: {
          ts: round(t / 1000, 3),
          ...components(memory, t),
          'input:0': { id: 0, state: false },
          sys: { mac: id.slice(-12).toUpperCase(), uptime: 86_400, available_updates: {} },
          wifi: { sta_ip: '192.168.1.71', status: 'got ip', ssid: 'home', rssi: -58 },
        },
      }),
    ],
    listens: [`${id}/rpc`, `${id}/command/switch:0`, `${id}/command/switch:1`],
    everyMs: 60_000,
    pastEveryMs: null,
    answersAfterMs: 80,
    habit: (t) => ({ 0: lit.on(t), 1: false }),
    edges: lit.edges,
    report: (t, memory) => {
      const all = components(memory, t);
      return [
        passing(`${id}/events/rpc`, {
          src: id,
          dst: `${id}/events`,
          method: 'NotifyStatus',
          params: { ts: round(t / 1000, 3), ...all },
        }),
      ];
    },
    hear(memory, topic, payload) {
      if (isHousekeeping(payload)) return { memory, againAfterMs: [] };
      const wish = topic.endsWith('/rpc') ? rpcWish(payload) : wordWish(topic, payload);
      if (wish === null) return null;
      const on = wish.on ?? memory[wish.channel] !== true;
      return { memory: { ...memory, [wish.channel]: on }, againAfterMs: [1_500] };
    },
  });
}

/** Its firmware is new enough, and a restart takes no time here. */
const isHousekeeping = (payload: string) =>
  ['Shelly.Update', 'Shelly.Reboot'].includes(String(readObject(payload)?.method));

/** `on` is undefined to toggle. */
type Wish = { readonly channel: string; readonly on: boolean | undefined };

function rpcWish(payload: string): Wish | null {
  const call = readObject(payload);
  if (typeof call?.params !== 'object' || call.params === null) return null;
  const { id, on }: { id?: unknown; on?: unknown } = call.params;
  if (id !== 0 && id !== 1) return null;
  if (call.method === 'Switch.Toggle') return { channel: String(id), on: undefined };
  if (call.method !== 'Switch.Set' || typeof on !== 'boolean') return null;
  return { channel: String(id), on };
}

function wordWish(topic: string, payload: string): Wish | null {
  const channel = topic.slice(-1);
  if (payload === 'toggle') return { channel, on: undefined };
  return payload === 'on' || payload === 'off' ? { channel, on: payload === 'on' } : null;
}

/** A first-generation Shelly: plain words on topics below `shellies/`. */
export function shelly1pm({ id, house }: Options): Device {
  const base = `shellies/${id}`;
  const runs = house.awakeIn('Study');
  return device({
    id,
    will: retained(`${base}/online`, 'false'),
    hello: [
      retained(`${base}/online`, 'true'),
      passing('shellies/announce', {
        id,
        model: 'SHSW-PM',
        mac: `C45BBE${id.slice(-6)}`,
        ip: '192.168.1.72',
        new_fw: false,
        fw_ver: '20230913-114008/v1.14.0-gcb84623',
      }),
    ],
    listens: [`${base}/relay/0/command`, `${base}/command`],
    everyMs: 60_000,
    pastEveryMs: null,
    answersAfterMs: 70,
    habit: (t) => ({ on: runs.on(t) }),
    edges: runs.edges,
    report: (t, { on }) => [
      retained(`${base}/relay/0`, on ? 'on' : 'off'),
      retained(`${base}/relay/0/power`, (on ? 22.4 : 0).toFixed(2)),
      retained(`${base}/relay/0/energy`, String(Math.floor(1_200_000 + (t / 8.64e7) * 900))),
      retained(`${base}/input/0`, '0'),
      retained(`${base}/temperature`, (41 + (on ? 6 : 0)).toFixed(2)),
      retained(`${base}/overtemperature`, '0'),
    ],
    hear(memory, topic, payload) {
      // `announce`, `update`, `update_fw`: it tells all it has to tell.
      if (!topic.includes('/relay/')) return { memory, againAfterMs: [] };
      if (payload === 'toggle') return { memory: { on: !memory.on }, againAfterMs: [] };
      if (payload !== 'on' && payload !== 'off') return null;
      return { memory: { on: payload === 'on' }, againAfterMs: [] };
    },
  });
}
