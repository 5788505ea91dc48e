import { comfortsOf } from './comforts/comforts.ts';
import { airSensor } from './devices/air-sensor.ts';
import { blind } from './devices/blind.ts';
import { airing, contact, frontDoor } from './devices/contact.ts';
import { type Device, round } from './devices/device.ts';
import type { Described } from './devices/discovery.ts';
import { jsonLamp } from './devices/json-lamp.ts';
import { motionSensor } from './devices/motion.ts';
import { plainLamp } from './devices/plain-lamp.ts';
import { plainDataSensor, plainSensor, roomFeed } from './devices/plain-sensor.ts';
import { plug } from './devices/plug.ts';
import { relay } from './devices/relay.ts';
import { rubbishSender } from './devices/rubbish.ts';
import { shellyPlug } from './devices/shelly-plug.ts';
import { tasmotaPlug } from './devices/tasmota-plug.ts';
import { thermostat } from './devices/thermostat.ts';
import { topicLamp } from './devices/topic-lamp.ts';
import {
  coffeeMachine,
  dishwasher,
  fridge,
  type Load,
  solar,
  washingMachine,
  whileIn,
} from './house/appliances.ts';
import { chanceOf } from './house/chance.ts';
import { DAY, HOUR, MINUTE } from './house/clock.ts';
import type { House } from './house/house.ts';
import { lag, meter } from './house/lag.ts';
import type { Room } from './house/people.ts';
import { clamp } from './house/weather.ts';
import { nativesOf } from './natives/natives.ts';
import { zigbeeBridge } from './zigbee/bridge.ts';

/** Everything in the flat that speaks MQTT. The order is the one `--devices N` takes from. */
export function devicesOf(house: House): readonly Device[] {
  return [
    ...lamps(house),
    ...climate(house),
    ...openings(house),
    ...energy(house),
    ...outdoors(house),
    ...comfortsOf(house),
    ...nativesOf(house),
    rubbishSender('broken-gadget', house.seed),
  ];
}

const made =
  (manufacturer: string, model: string) =>
  (id: string, name: string, room: Room): Described => ({ id, name, room, manufacturer, model });

function lamps(house: House): readonly Device[] {
  const bulb = made('IKEA', 'TRADFRI bulb');
  const strip = made('Gledopto', 'GL-C-008');
  const wall = made('Busch-Jaeger', 'Dimmer insert');
  const quick = { answersAfterMs: 40 };
  const bedside = house.litIn('Bedroom');
  return [
    jsonLamp({
      ...bulb('living-room-ceiling', 'Ceiling light', 'Living room'),
      lit: house.litIn('Living room'),
      color: false,
      effects: [],
    }),
    jsonLamp({
      ...strip('living-room-floor-lamp', 'Floor lamp', 'Living room'),
      lit: house.litIn('Living room'),
      color: true,
      effects: ['none', 'candle', 'colorloop'],
    }),
    topicLamp({
      ...wall('kitchen-ceiling', 'Kitchen light', 'Kitchen'),
      lit: house.litIn('Kitchen'),
      can: 'brightness',
      ...quick,
    }),
    topicLamp({
      ...strip('bedroom-lamp', 'Bedroom lamp', 'Bedroom'),
      lit: bedside,
      can: 'hs',
      ...quick,
    }),
    // Behind a thick wall: its answer takes three seconds.
    plainLamp({
      id: 'bedroom-reading-lamp',
      lit: bedside,
      can: 'color_temp',
      answersAfterMs: 3_000,
    }),
    topicLamp({
      ...wall('bathroom-light', 'Bathroom light', 'Bathroom'),
      lit: house.litIn('Bathroom'),
      can: 'onoff',
      ...quick,
    }),
    topicLamp({
      ...wall('hall-light', 'Hall light', 'Hall'),
      lit: house.litIn('Hall'),
      can: 'onoff',
      ...quick,
    }),
    // Its receiver is broken: it reports, and takes no command.
    topicLamp({
      ...bulb('study-desk-lamp', 'Desk lamp', 'Study'),
      lit: house.litIn('Study'),
      can: 'brightness',
      answersAfterMs: null,
    }),
    plainLamp({
      id: 'balcony-string-lights',
      lit: house.litIn('Balcony'),
      can: 'brightness',
      ...quick,
    }),
    relay({
      ...made('Maico', 'ECA 100')('bathroom-fan', 'Bathroom fan', 'Bathroom'),
      runs: house.awakeIn('Bathroom'),
      icon: 'mdi:fan',
    }),
  ];
}

function climate(house: House): readonly Device[] {
  const trv = made('Eurotronic', 'Spirit');
  const monitor = made('Sensirion', 'SCD41 monitor');
  const { temperature, someoneIn, clock, weather, seed } = house;
  const co2 = (room: Room) => {
    const presence = someoneIn(room);
    const gathered = lag(clock, (t) => (presence.on(t) ? 1_250 : 435), 75 * MINUTE);
    const noise = chanceOf(seed, `co2/${room}`);
    return (t: number) => round(gathered(t) + 14 * noise.drift(t, 12 * MINUTE));
  };
  const humidity = (room: Room, base: number) => {
    const outside = lag(clock, weather.humidity, 5 * HOUR);
    const noise = chanceOf(seed, `humidity/${room}`);
    return (t: number) =>
      round(clamp(base + (outside(t) - 72) * 0.3 + 1.5 * noise.drift(t, HOUR), 20, 85), 1);
  };
  const degrees = (room: Room) => {
    const air = temperature(room);
    return (t: number) => round(air(t), 1);
  };
  const kitchen = { temperature: temperature('Kitchen'), humidity: humidity('Kitchen', 48) };
  const cooking = lag(clock, (t) => (someoneIn('Kitchen').on(t) ? 1 : 0), 25 * MINUTE);
  return [
    thermostat({ ...trv('living-room-radiator', 'Radiator', 'Living room'), house }),
    thermostat({ ...trv('bedroom-radiator', 'Bedroom radiator', 'Bedroom'), house }),
    airSensor({
      ...monitor('living-room-air', 'Air quality', 'Living room'),
      measures: {
        temperature: degrees('Living room'),
        humidity: humidity('Living room', 46),
        co2: co2('Living room'),
        pressure: (t) => round(weather.pressure(t), 1),
      },
      everyMs: 15_000,
    }),
    airSensor({
      ...monitor('study-air', 'Study air', 'Study'),
      measures: { co2: co2('Study') },
      everyMs: 20_000,
    }),
    // A weak battery: every few minutes it falls silent, and its last will says so.
    airSensor({
      ...made('DIY', 'ESP8266 with DHT22')('bedroom-humidity', 'Bedroom sensor', 'Bedroom'),
      measures: { humidity: humidity('Bedroom', 50), temperature: degrees('Bedroom') },
      everyMs: 10_000,
      drops: { everyMs: 4 * MINUTE, forMs: 40_000 },
    }),
    plainSensor({
      id: 'kitchen-climate',
      measures: {
        temperature: (t) => round(kitchen.temperature(t) + 2.2 * cooking(t), 1),
        humidity: (t) => round(kitchen.humidity(t) + 14 * cooking(t), 1),
      },
      everyMs: 10_000,
    }),
    roomFeed({
      id: 'hall-feed',
      room: 'hall',
      measures: { temperature: degrees('Hall') },
      everyMs: 30_000,
    }),
    zigbeeBridge(house),
  ];
}

function openings(house: House): readonly Device[] {
  const sensor = made('Homematic', 'Contact sensor');
  const motor = made('Somfy', 'RS100');
  const pir = made('Philips', 'Motion sensor');
  return [
    contact({
      ...sensor('hall-front-door', 'Front door', 'Hall'),
      house,
      opened: frontDoor(house),
      deviceClass: 'door',
    }),
    contact({
      ...sensor('bedroom-window', 'Bedroom window', 'Bedroom'),
      house,
      opened: airing(house, 'Bedroom'),
      deviceClass: 'window',
    }),
    contact({
      ...sensor('kitchen-window', 'Kitchen window', 'Kitchen'),
      house,
      opened: airing(house, 'Kitchen'),
      deviceClass: 'window',
    }),
    motionSensor({ ...pir('hall-motion', 'Hall motion', 'Hall'), house, offDelayMs: 60_000 }),
    motionSensor({ ...pir('study-motion', 'Study motion', 'Study'), house, offDelayMs: 90_000 }),
    blind({ ...motor('living-room-blind', 'Blind', 'Living room'), house }),
    blind({ ...motor('bedroom-blind', 'Bedroom blind', 'Bedroom'), house }),
  ];
}

function energy(house: House): readonly Device[] {
  const nous = made('NOUS', 'A1T');
  const shelly = made('Shelly', 'Plus Plug S');
  const zwave = made('Fibaro', 'Wall Plug');
  const loads = {
    fridge: fridge(house),
    dishwasher: dishwasher(house),
    washer: washingMachine(house),
    coffee: coffeeMachine(house),
    tv: whileIn(house, 'Living room', 128),
    computer: whileIn(house, 'Study', 145),
  };
  const sun = solar(house, 780);
  const all: readonly Load[] = Object.values(loads);
  const drawn = (t: number) => all.reduce((sum, load) => sum + load.watts(t), 95);
  const taken = meter(house.clock, (t) => drawn(t) - sun.watts(t));
  const produced = meter(house.clock, sun.watts);
  return [
    tasmotaPlug({ ...nous('tasmota_fridge', 'Fridge', 'Kitchen'), house, load: loads.fridge }),
    tasmotaPlug({
      ...nous('tasmota_dishwasher', 'Dishwasher', 'Kitchen'),
      house,
      load: loads.dishwasher,
    }),
    plug({ ...zwave('kitchen-coffee', 'Coffee machine', 'Kitchen'), house, load: loads.coffee }),
    plug({ ...zwave('bathroom-washer', 'Washing machine', 'Bathroom'), house, load: loads.washer }),
    shellyPlug({
      ...shelly('shellyplusplugs-a8032ab12345', 'TV', 'Living room'),
      house,
      load: loads.tv,
    }),
    shellyPlug({
      ...shelly('shellyplusplugs-a8032ab67890', 'Computer', 'Study'),
      house,
      load: loads.computer,
    }),
    airSensor({
      ...made('Hoymiles', 'HM-800')('balcony-solar', 'Balcony solar', 'Balcony'),
      measures: { power: (t) => round(sun.watts(t), 1), energy: (t) => round(produced(t), 3) },
      everyMs: 10_000,
    }),
    airSensor({
      ...made('Hichi', 'Smart meter reader')('electricity-meter', 'Electricity meter', 'Hall'),
      measures: {
        power: (t) => round(drawn(t) - sun.watts(t)),
        energy: (t) => round(14_203 + taken(t), 2),
      },
      everyMs: 5_000,
    }),
  ];
}

function outdoors(house: House): readonly Device[] {
  const { weather, seed } = house;
  const watered = chanceOf(seed, 'watering').between(0, 3.2, 4.1) * DAY;
  // Dries out between waterings, faster when it's warm.
  const moisture = (t: number) => {
    const since = t / watered - Math.floor(t / watered);
    const thirst = clamp(0.6 + weather.temperature(t - 12 * HOUR) / 50, 0.5, 1.1);
    return round(clamp(78 - 45 * since * thirst, 8, 90), 1);
  };
  return [
    plainDataSensor({
      id: 'balcony-weather',
      measures: {
        temperature: (t) => round(weather.temperature(t), 1),
        humidity: (t) => round(weather.humidity(t)),
        pressure: (t) => round(weather.pressure(t), 1),
        wind_speed: (t) => round(weather.wind(t), 1),
        illuminance: (t) => round(weather.illuminance(t)),
        rain_rate: (t) => round(weather.rain(t), 1),
      },
      everyMs: 15_000,
    }),
    plainSensor({
      id: 'balcony-tomatoes',
      measures: { moisture },
      everyMs: 60_000,
      pastEveryMs: 30 * MINUTE,
    }),
  ];
}
