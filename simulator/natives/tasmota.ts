import {
  type Device,
  device,
  type Heard,
  passing,
  readNumber,
  retained,
  round,
} from '../devices/device.ts';
import { HOUR } from '../house/clock.ts';
import type { Flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

type Named = { readonly id: string; readonly mac: string; readonly name: string };

/** Tasmota's own announcement: what it is, how its topics are built, what its relays are called. */
function announcement(
  { id, mac, name }: Named,
  relays: readonly number[],
  names: readonly string[],
) {
  const list = <T>(length: number, first: readonly T[], rest: T) =>
    Array.from({ length }, (_, i) => first[i] ?? rest);
  return {
    ip: '192.168.1.61',
    dn: name,
    fn: list<string | null>(8, names, null),
    hn: id,
    mac,
    md: 'Generic',
    ty: 0,
    if: 0,
    ofln: 'Offline',
    onln: 'Online',
    state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
    sw: '14.4.1',
    t: id,
    ft: '%prefix%/%topic%/',
    tp: ['cmnd', 'stat', 'tele'],
    rl: list(32, relays, 0),
    swc: list(28, [], -1),
    swn: list(28, [], null),
    btn: list(32, [], 0),
    so: { '4': 0, '11': 0, '13': 0, '17': 0, '20': 0, '30': 0, '68': 0, '73': 0, '82': 0 },
    lk: 1,
    lt_st: relays.includes(2) ? 1 : 0,
    bat: 0,
    dslp: 0,
    sho: [],
    sht: [],
    ver: 1,
  };
}

const stamp = (t: number) => new Date(t).toISOString().slice(0, 19);

/** A dimmer that announces itself in Tasmota's own way. */
export function tasmotaDimmer({ lit, ...of }: Named & { readonly lit: Flag }): Device {
  const root = `tasmota/discovery/${of.mac}`;
  return device({
    id: of.id,
    will: retained(`tele/${of.id}/LWT`, 'Offline'),
    hello: [
      retained(`${root}/config`, announcement(of, [2], [of.name])),
      retained(`${root}/sensors`, { sn: { Time: stamp(0) }, ver: 1 }),
      retained(`tele/${of.id}/LWT`, 'Online'),
    ],
    listens: [`cmnd/${of.id}/+`],
    everyMs: 120_000,
    pastEveryMs: null,
    answersAfterMs: 50,
    habit: (t) => ({ on: lit.on(t), dimmer: 60 }),
    edges: lit.edges,
    report: (t, { on, dimmer }) => {
      const state = { POWER: on ? 'ON' : 'OFF', Dimmer: dimmer };
      return [
        passing(`stat/${of.id}/RESULT`, state),
        passing(`tele/${of.id}/STATE`, {
          Time: stamp(t),
          Uptime: '3T04:05:06',
          ...state,
          Wifi: { AP: 1, RSSI: 82, Signal: -59 },
        }),
      ];
    },
    hear(memory, topic, payload): Heard | null {
      const word = payload.toUpperCase();
      const command = topic.slice(topic.lastIndexOf('/') + 1).toUpperCase();
      const dimmer = command === 'DIMMER' ? readNumber(payload, 0, 100) : undefined;
      if (dimmer !== undefined) {
        const shown = round(dimmer);
        return { memory: { dimmer: shown || 1, on: shown > 0 }, againAfterMs: [] };
      }
      if (!/^POWER1?$/.test(command)) return null;
      if (word === 'TOGGLE' || word === '2')
        return { memory: { ...memory, on: !memory.on }, againAfterMs: [] };
      const on = { ON: true, '1': true, OFF: false, '0': false }[word];
      return on === undefined ? null : { memory: { ...memory, on }, againAfterMs: [] };
    },
  });
}

/** A Tasmota board with a barometer and a hygrometer, announced in Tasmota's own way. */
export function tasmotaSensor({ house, ...of }: Named & { readonly house: House }): Device {
  const root = `tasmota/discovery/${of.mac}`;
  const air = house.temperature('Bathroom');
  const sensors = (t: number) => ({
    Time: stamp(t),
    AM2301: {
      Temperature: round(air(t) - 0.4, 1),
      Humidity: round(Math.min(90, house.weather.humidity(t) * 0.6 + 12), 1),
    },
    BMP280: { Temperature: round(air(t) + 0.3, 1), Pressure: round(house.weather.pressure(t), 1) },
    PressureUnit: 'hPa',
    TempUnit: 'C',
  });
  return device({
    id: of.id,
    will: retained(`tele/${of.id}/LWT`, 'Offline'),
    hello: [
      retained(`${root}/config`, announcement(of, [], [of.name])),
      retained(`${root}/sensors`, { sn: sensors(0), ver: 1 }),
      retained(`tele/${of.id}/LWT`, 'Online'),
    ],
    everyMs: 60_000,
    pastEveryMs: null,
    report: (t) => [passing(`tele/${of.id}/SENSOR`, sensors(t))],
  });
}

/** An old switch whose Tasmota announces nothing: only its topics tell what it is. */
export function silentTasmota({ id, house }: { id: string; house: House }): Device {
  const evening = house.litIn('Garden');
  return device({
    id,
    will: retained(`tele/${id}/LWT`, 'Offline'),
    hello: [retained(`tele/${id}/LWT`, 'Online')],
    listens: [`cmnd/${id}/+`],
    everyMs: 120_000,
    pastEveryMs: null,
    answersAfterMs: 50,
    habit: (t) => ({ on: evening.on(t) }),
    edges: evening.edges,
    report: (t, { on }) => {
      const POWER = on ? 'ON' : 'OFF';
      const hours = Math.floor(t / HOUR) % 24;
      return [
        passing(`stat/${id}/RESULT`, { POWER }),
        passing(`stat/${id}/POWER`, POWER),
        passing(`tele/${id}/STATE`, {
          Time: stamp(t),
          Uptime: `12T${String(hours).padStart(2, '0')}:00:00`,
          Vcc: 3.12,
          POWER,
          Wifi: { AP: 1, RSSI: 54, Signal: -73 },
        }),
      ];
    },
    hear(memory, topic, payload): Heard | null {
      if (!/\/power1?$/i.test(topic)) return null;
      const word = payload.toUpperCase();
      if (word === 'TOGGLE') return { memory: { on: !memory.on }, againAfterMs: [] };
      if (word !== 'ON' && word !== 'OFF') return null;
      return { memory: { on: word === 'ON' }, againAfterMs: [] };
    },
  });
}
