import {
  type Device,
  device,
  passing,
  readNumber,
  readObject,
  retained,
  round,
} from '../devices/device.ts';
import type { Load } from '../house/appliances.ts';
import type { House } from '../house/house.ts';
import { clamp } from '../house/weather.ts';

/** A beehive scale whose maker chose SenML: records with units, values against a base name. */
export function senmlScale(house: House): Device {
  return device({
    id: 'beehive-scale',
    will: retained('devices/beehive-scale/status', 'offline'),
    hello: [retained('devices/beehive-scale/status', 'online')],
    everyMs: 2 * 60_000,
    pastEveryMs: null,
    report: (t) => [
      passing('beehive/senml', [
        {
          bn: 'urn:dev:mac:0024befffe804ff1:',
          bt: Math.round(t / 1000),
          n: 'weight',
          u: 'kg',
          v: round(38 + 2 * Math.sin(t / 9e8), 2),
        },
        { n: 'temperature', u: 'Cel', v: round(34 + house.weather.temperature(t) * 0.02, 1) },
        { n: 'humidity', u: '%RH', v: round(clamp(house.weather.humidity(t) - 8, 30, 95), 1) },
      ]),
    ],
  });
}

/** Telegraf on the little server of the house: InfluxDB's line protocol. */
export function telegraf(house: House): Device {
  return device({
    id: 'telegraf',
    will: retained('devices/telegraf/status', 'offline'),
    hello: [],
    everyMs: 60_000,
    pastEveryMs: null,
    report(t) {
      const busy = 6 + 4 * house.weather.cloud(t) + ((t / 60_000) % 7);
      const at = `${Math.round(t)}000000`;
      return [
        passing(
          'telegraf/attic/cpu',
          `cpu,host=attic,cpu=cpu-total usage_idle=${round(100 - busy, 1)},usage_user=${round(busy * 0.7, 1)} ${at}`,
        ),
        passing(
          'telegraf/attic/mem',
          `mem,host=attic used_percent=${round(41 + busy / 10, 1)} ${at}`,
        ),
        passing(
          'telegraf/attic/disk',
          `disk,host=attic,path=/ used_percent=${round(58 + (t % 1e9) / 1e9, 2)} ${at}`,
        ),
      ];
    },
  });
}

/** An adapter of the mqtt-smarthome family for Homematic: `hm/status/…`, `hm/set/…`. */
export function homematicBridge(house: House): Device {
  const status = (item: string, val: number | boolean, t: number) =>
    retained(`hm/status/${item}`, { val, ts: Math.round(t), lc: Math.round(t) });
  const open = house.awakeIn('Balcony');
  return device({
    id: 'hm2mqtt',
    will: retained('hm/connected', '0'),
    hello: [retained('hm/connected', '2')],
    listens: ['hm/set/Balcony heater/STATE', 'hm/set/Study dimmer/LEVEL'],
    everyMs: 2 * 60_000,
    pastEveryMs: null,
    answersAfterMs: 150,
    habit: () => ({ heater: false, level: 0 }),
    edges: open.edges,
    atEdge: (memory) => memory,
    report: (t, { heater, level }) => [
      status('Balcony heater/STATE', heater === true, t),
      status('Study dimmer/LEVEL', Number(level), t),
      status('Balcony hatch/STATE', open.on(t), t),
      status('Balcony thermometer/TEMPERATURE', round(house.weather.temperature(t) + 0.4, 1), t),
    ],
    hear(memory, topic, payload) {
      const { val = payload }: { val?: unknown } = readObject(payload) ?? {};
      if (topic.endsWith('LEVEL')) {
        const level = readNumber(val, 0, 1);
        return level === undefined ? null : { memory: { ...memory, level }, againAfterMs: [] };
      }
      const heater = { true: true, '1': true, false: false, '0': false }[String(val)];
      return heater === undefined ? null : { memory: { ...memory, heater }, againAfterMs: [] };
    },
  });
}

/** ioBroker's states as topics: what another home automation of the house knows. */
export function ioBroker(house: House): Device {
  return device({
    id: 'iobroker',
    will: retained('devices/iobroker/status', 'offline'),
    hello: [],
    everyMs: 5 * 60_000,
    pastEveryMs: null,
    report: (t) => [
      retained(
        'sonnen/0/status/userSoc',
        String(clamp(round(50 + 45 * Math.sin(t / 1.4e7)), 5, 100)),
      ),
      retained(
        'hm-rpc/0/MEQ1234567/1/TEMPERATURE',
        String(round(house.temperature('Hall')(t) - 0.5, 1)),
      ),
      retained('mqtt/0/waste/bins', {
        val: 7 - Math.floor((t / 8.64e7) % 7),
        ack: true,
        ts: Math.round(t),
        q: 0,
        from: 'system.adapter.trashschedule.0',
        lc: Math.round(t),
      }),
    ],
  });
}

const CHARGE_MODES = ['off', 'pv', 'minpv', 'now'];

/** evcc: what the sun gives, and the charger of the car. */
export function evcc({ house, sun }: { readonly house: House; readonly sun: Load }): Device {
  return device({
    id: 'evcc',
    will: retained('evcc/status', 'offline'),
    hello: [
      retained('evcc/status', 'online'),
      retained('evcc/loadpoints', '1'),
      retained('evcc/loadpoints/1/title', 'Carport'),
    ],
    listens: ['evcc/loadpoints/1/mode/set', 'evcc/loadpoints/1/limitSoc/set'],
    everyMs: 60_000,
    pastEveryMs: null,
    answersAfterMs: 200,
    habit: () => ({ mode: 'pv', limitSoc: 80 }),
    report(t, { mode, limitSoc }) {
      const pv = round(sun.watts(t) * 8);
      const isThere = house.clock.hour(t) > 18 || house.clock.hour(t) < 7;
      const wanted = { off: 0, now: 11_000, minpv: Math.max(1_400, pv), pv: pv > 1_400 ? pv : 0 };
      const charging = isThere ? (wanted[String(mode) as keyof typeof wanted] ?? 0) : 0;
      return [
        retained('evcc/site/pvPower', String(pv)),
        retained('evcc/site/homePower', '412'),
        retained('evcc/site/gridPower', String(412 + charging - pv)),
        retained('evcc/loadpoints/1/mode', String(mode)),
        retained('evcc/loadpoints/1/limitSoc', String(limitSoc)),
        retained('evcc/loadpoints/1/connected', String(isThere)),
        retained('evcc/loadpoints/1/charging', String(charging > 0)),
        retained('evcc/loadpoints/1/chargePower', String(charging)),
      ];
    },
    hear(memory, topic, payload) {
      if (topic.endsWith('/mode/set')) {
        if (!CHARGE_MODES.includes(payload)) return null;
        return { memory: { ...memory, mode: payload }, againAfterMs: [] };
      }
      const limitSoc = readNumber(payload, 0, 100);
      return limitSoc === undefined
        ? null
        : { memory: { ...memory, limitSoc: round(limitSoc) }, againAfterMs: [] };
    },
  });
}

/** A phone with OwnTracks: where it is, and how full its battery is. */
export function phone(house: House): Device {
  const topic = 'owntracks/ada/phone';
  const isHome = (t: number) =>
    [-1, 0].some((back) =>
      house.people.stays(house.clock.day(t) + back).some(({ from, to }) => from <= t && t < to),
    );
  return device({
    id: 'owntracks-ada',
    will: retained(topic, { _type: 'lwt', tst: 0 }),
    hello: [],
    everyMs: 5 * 60_000,
    pastEveryMs: null,
    report(t) {
      const home = isHome(t);
      const batt = round(100 - house.clock.hour(t) * 3.4);
      return [
        retained(topic, {
          _type: 'location',
          tid: 'ad',
          t: 'p',
          batt,
          acc: home ? 12 : 35,
          lat: round(52.52 + (home ? 0 : 0.031), 4),
          lon: round(13.405 + (home ? 0 : 0.047), 4),
          vel: 0,
          tst: Math.round(t / 1000),
          inregions: [home ? 'home' : 'Office'],
        }),
      ];
    },
  });
}
