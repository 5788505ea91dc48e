import { setTimeout as delay } from 'node:timers/promises';
import { choiceStore } from '../lib/server/db/choices.ts';
import type { Database } from '../lib/server/db/connection/client.ts';
import { entityStore } from '../lib/server/db/entities.ts';

/** Most languages tell no room: where someone who moves in would put things, by one of their entities. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'Living room': [
    'binary_sensor.0x00158d0004a1b2c3_contact',
    'light.0x001788010b2c3d4e_light',
    'light.0x680ae2fffe1a2b3c_light',
    'light.zigbee2mqtt_group_1_light',
    'switch.0xa4c1380102030405_switch',
    'event.0x001788010a0b0c0d_action',
    'light.wled_tv',
    'color.homie_5_mood_lamp_lamp_color',
  ],
  Kitchen: [
    'sensor.kitchen_climate_temperature',
    'binary_sensor.0x00158d000b0c0d0e_water_leak',
    'binary_sensor.0x00158d000c0d0e0f_smoke',
    'binary_sensor.0x00158d000d0e0f10_occupancy',
    'switch.shellyplus2pm_5443b2aabbcc_switch_0',
  ],
  Bedroom: ['light.bedroom_reading_lamp', 'sensor.a4c138112233_tempc'],
  Bathroom: ['sensor.0x00158d0005d6e7f8_temperature', 'sensor.dc4f22a1b2c3_sensor_bmp280_pressure'],
  Hall: ['light.dc4f220756c6_light_1', 'sensor.a4c138445566_tempc'],
  Study: [
    'sensor.0x00158d0009aabbcc_temperature',
    'climate.0x588e81fffe112233_climate',
    'switch.shelly1pm_a8b3c4_relay_0',
    'number.hm_study_dimmer_level',
  ],
  Balcony: [
    'light.balcony_string_lights',
    'sensor.balcony_weather_temperature',
    'sensor.balcony_tomatoes_moisture',
    'cover.0x943469fffe0a0b0c_cover',
    'binary_sensor.hm_balcony_heater_state',
    'binary_sensor.hm_balcony_hatch_state',
    'sensor.hm_balcony_thermometer_temperature',
  ],
  Garden: [
    'switch.tasmota_garden_lights_relay_1',
    'number.greenhouse_number_target_moisture',
    'sensor.rtl_433_bresser_5in1_118_temperature_c',
    'binary_sensor.frigate_garden_motion',
    'sensor.urn_dev_mac_0024befffe804ff1_weight',
  ],
  Cellar: [
    'lock.0x000d6f0011223344_lock',
    'sensor.homie_heat_pump_circuit_flow',
    'sensor.sparkplug_home_cellar_rain_tank_level',
  ],
};

const PATIENCE_MS = 60_000;

/**
 * Puts the devices that do not know their room where they belong, once each is recorded. A choice
 * that someone has made already stands.
 */
export async function furnish(db: Database): Promise<void> {
  const store = choiceStore(db);
  const chosen = await store.read();
  if (chosen.deviceRooms.size > 0) return;
  const until = performance.now() + PATIENCE_MS;
  const missing = new Map(
    Object.entries(ROOMS).flatMap(([room, ids]) => ids.map((id) => [id, { room }] as const)),
  );
  while (missing.size > 0 && performance.now() < until) {
    for (const [id, choice] of missing) if (await store.write(id, choice)) missing.delete(id);
    await delay(500);
  }
  await moveIn(db);
}

/** What has its room is adopted; the rest waits in the inbox, for whoever looks around. */
async function moveIn(db: Database): Promise<void> {
  const store = choiceStore(db);
  const { deviceRooms } = await store.read();
  const { devices } = await entityStore(db).loadAll();
  const placed = devices.filter(({ id, room }) => room !== null || deviceRooms.has(id));
  await store.adopt(
    placed.map(({ id }) => id),
    'adopted',
  );
}
