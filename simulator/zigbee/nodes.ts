import { airing } from '../devices/contact.ts';
import { round } from '../devices/device.ts';
import { battery as level } from '../devices/motion.ts';
import { chanceOf } from '../house/chance.ts';
import { DAY, HOUR, MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { clamp } from '../house/weather.ts';
import { battery, binary, choice, light, numeric, onOff } from './exposes.ts';
import { type Node, node } from './node.ts';
import { shutter } from './shutter.ts';

const linkquality = (house: House, ieee: string) => {
  const chance = chanceOf(house.seed, ieee);
  const base = chance.between(0, 50, 190);
  return (t: number) => ({ linkquality: round(base + 12 * chance.drift(t, HOUR)) });
};

/** The Zigbee network as it is when nobody has added anything. */
export function nodesOf(house: House): readonly Node[] {
  return [...sensors(house), ...actors(house)].map((it) => {
    const link = linkquality(house, it.ieee);
    return { ...it, sense: (t, set) => ({ ...it.sense(t, set), ...link(t) }) };
  });
}

function sensors(house: House): readonly Node[] {
  const door = airing(house, 'Living room');
  const bath = house.temperature('Bathroom');
  const study = house.temperature('Study');
  const shower = house.awakeIn('Bathroom');
  const cooking = house.awakeIn('Kitchen');
  const climate = [numeric('temperature', '°C'), numeric('humidity', '%'), battery];
  return [
    node({
      ieee: '0x00158d0004a1b2c3',
      name: 'Balcony door',
      vendor: 'Aqara',
      model: 'MCCGQ11LM',
      description: 'Door and window sensor',
      hasBattery: true,
      hasPast: true,
      exposes: [binary('contact', [false, true]), battery],
      sense: (t) => ({ contact: !door.on(t), battery: level(house, t) }),
      edges: door.edges,
    }),
    node({
      ieee: '0x00158d0005d6e7f8',
      name: 'Bathroom climate',
      vendor: 'Aqara',
      model: 'WSDCGQ11LM',
      description: 'Temperature and humidity sensor',
      hasBattery: true,
      hasPast: true,
      exposes: climate,
      sense: (t) => ({
        temperature: round(bath(t), 2),
        humidity: round(clamp(52 + showerSteam(shower.spans(t - 90 * MINUTE, t), t), 0, 99), 1),
        battery: level(house, t + 40 * DAY),
      }),
    }),
    node({
      ieee: '0x00158d0009aabbcc',
      name: 'Study climate',
      vendor: 'SONOFF',
      model: 'SNZB-02',
      description: 'Temperature and humidity sensor',
      hasBattery: true,
      hasPast: true,
      exposes: climate,
      sense: (t) => ({
        temperature: round(study(t), 2),
        humidity: round(clamp(45 + (house.weather.humidity(t) - 70) * 0.2, 25, 80), 1),
        battery: level(house, t + 90 * DAY),
      }),
    }),
    node({
      ieee: '0x00158d000b0c0d0e',
      name: 'Sink leak sensor',
      vendor: 'Aqara',
      model: 'SJCGQ11LM',
      description: 'Water leak sensor',
      hasBattery: true,
      hasPast: true,
      exposes: [binary('water_leak', [true, false]), battery],
      sense: (t) => ({ water_leak: false, battery: level(house, t + 7e9) }),
    }),
    node({
      ieee: '0x00158d000c0d0e0f',
      name: 'Kitchen smoke alarm',
      vendor: 'HEIMAN',
      model: 'HS1SA',
      description: 'Smoke detector',
      hasBattery: true,
      exposes: [binary('smoke', [true, false]), battery],
      sense: (t) => ({ smoke: false, battery: level(house, t + 5e9) }),
    }),
    node({
      ieee: '0x00158d000d0e0f10',
      name: 'Kitchen motion',
      vendor: 'Aqara',
      model: 'RTCGQ11LM',
      description: 'Motion sensor',
      hasBattery: true,
      exposes: [binary('occupancy', [true, false]), numeric('illuminance', 'lx'), battery],
      sense: (t) => ({
        occupancy: cooking.on(t),
        illuminance: round(house.weather.illuminance(t) * 0.005 + (cooking.on(t) ? 90 : 1)),
        battery: level(house, t + 3e9),
      }),
      edges: cooking.edges,
    }),
  ];
}

function actors(house: House): readonly Node[] {
  const lit = house.litIn('Living room');
  const bedroom = house.temperature('Bedroom');
  const lamp = (ieee: string, name: string, color: boolean) =>
    node({
      ieee,
      name,
      vendor: color ? 'Philips' : 'IKEA',
      model: color ? '929002376801' : 'LED2201G8',
      description: color ? 'Hue white and color ambiance' : 'TRADFRI bulb, white spectrum',
      exposes: [
        light({ color }),
        ...(color
          ? [choice('power_on_behavior', ['off', 'on', 'previous'], { category: 'config' })]
          : []),
      ],
      habit: (t) => ({
        state: lit.on(t) ? 'ON' : 'OFF',
        brightness: color ? 150 : 210,
        color_mode: 'color_temp',
        color_temp: 366,
        ...(color ? { color: { x: 0.458, y: 0.41 }, power_on_behavior: 'previous' } : {}),
      }),
      edges: lit.edges,
    });
  return [
    lamp('0x001788010b2c3d4e', 'Sofa lamp', true),
    lamp('0x680ae2fffe1a2b3c', 'Shelf lamp', false),
    node({
      ieee: '0xa4c1380102030405',
      name: 'Hi-fi plug',
      vendor: 'Tuya',
      model: 'TS011F_plug_1',
      description: 'Smart plug (with power monitoring)',
      exposes: [
        { type: 'switch', features: [onOff()] },
        numeric('power', 'W'),
        numeric('energy', 'kWh'),
        binary('child_lock', ['LOCK', 'UNLOCK'], { access: 3 }),
        numeric('countdown', 's', { access: 3, value_min: 0, value_max: 43_200, value_step: 1 }),
        choice('power_outage_memory', ['on', 'off', 'restore'], { category: 'config' }),
      ],
      habit: () => ({
        state: 'ON',
        child_lock: 'UNLOCK',
        countdown: 0,
        power_outage_memory: 'restore',
      }),
      sense: (t, { state }) => ({
        power: state === 'ON' ? (lit.on(t) ? 31 : 4) : 0,
        energy: round(180 + ((t / DAY) % 400) * 0.21, 2),
      }),
    }),
    shutter(house, '0x943469fffe0a0b0c', 'Balcony shutter'),
    node({
      ieee: '0x588e81fffe112233',
      name: 'Study radiator',
      vendor: 'Immax',
      model: '07703L',
      description: 'Thermostatic radiator valve',
      hasBattery: true,
      exposes: [
        {
          type: 'climate',
          features: [
            numeric('current_heating_setpoint', '°C', {
              access: 7,
              value_min: 5,
              value_max: 30,
              value_step: 0.5,
            }),
            numeric('local_temperature', '°C'),
            choice('system_mode', ['off', 'heat', 'auto']),
            choice('running_state', ['idle', 'heat'], { access: 1 }),
          ],
        },
        binary('child_lock', ['LOCK', 'UNLOCK'], { access: 3 }),
        battery,
      ],
      habit: (t) => ({
        current_heating_setpoint: house.setPoint('Study', t),
        system_mode: 'auto',
        child_lock: 'UNLOCK',
      }),
      sense: (t, { current_heating_setpoint: target, system_mode }) => ({
        local_temperature: round(bedroom(t) + 1.5, 1),
        running_state: system_mode !== 'off' && Number(target) > bedroom(t) + 1.5 ? 'heat' : 'idle',
        battery: level(house, t + 1e9),
      }),
    }),
    node({
      ieee: '0x000d6f0011223344',
      name: 'Cellar lock',
      vendor: 'Danalock',
      model: 'V3-BTZB',
      description: 'BT/ZB smartlock',
      hasBattery: true,
      exposes: [
        {
          type: 'lock',
          features: [
            onOff(['LOCK', 'UNLOCK']),
            choice('lock_state', ['not_fully_locked', 'locked', 'unlocked'], { access: 1 }),
          ],
        },
        {
          type: 'composite',
          name: 'pin_code',
          label: 'PIN code',
          property: 'pin_code',
          access: 7,
          features: [
            numeric('user', '', { access: 2 }),
            binary('user_enabled', [true, false], { access: 2 }),
          ],
        },
        battery,
      ],
      habit: () => ({ state: 'LOCK' }),
      sense: (t, { state }) => ({
        lock_state: state === 'LOCK' ? 'locked' : 'unlocked',
        battery: level(house, t + 6e9),
      }),
    }),
    remote(house),
  ];
}

const PRESSES = ['on', 'off', 'brightness_move_up', 'brightness_stop'];

/** A remote control: its action is an event, said once when somebody comes into the room. */
function remote(house: House): Node {
  const awake = house.awakeIn('Living room');
  const chance = chanceOf(house.seed, 'remote');
  return node({
    ieee: '0x001788010a0b0c0d',
    name: 'Sofa remote',
    vendor: 'Philips',
    model: '324131092621',
    description: 'Hue dimmer switch',
    hasBattery: true,
    exposes: [choice('action', PRESSES, { access: 1 }), battery],
    sense: (t) => ({
      battery: level(house, t + 2e9),
      ...(awake.edges(t, t + 1).length > 0
        ? { action: PRESSES[Math.floor(chance.roll(Math.floor(t / 1000)) * PRESSES.length)] }
        : {}),
    }),
    edges: awake.edges,
  });
}

/** Steam of the showers so far: rises during one, is gone an hour later. In % of humidity. */
function showerSteam(showers: readonly { from: number; to: number }[], t: number): number {
  return showers.reduce((most, { from, to }) => {
    const rise = 1 - Math.exp(-(Math.min(t, to) - from) / (7 * MINUTE));
    const decay = Math.exp(-Math.max(0, t - to) / (22 * MINUTE));
    return Math.max(most, 36 * rise * decay);
  }, 0);
}
