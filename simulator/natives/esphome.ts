import {
  type Device,
  device,
  type Memory,
  readNumber,
  readObject,
  retained,
  round,
} from '../devices/device.ts';
import type { House } from '../house/house.ts';

/** An ESPHome board without Home Assistant's discovery: its own topics and its own announcement. */
export function esphomeBoard({
  id,
  house,
}: {
  readonly id: string;
  readonly house: House;
}): Device {
  const topic = (component: string, name: string, last = 'state') =>
    `${id}/${component}/${name}/${last}`;
  const air = house.temperature('Garden');
  const isDark = (t: number) => house.weather.illuminance(t) < 500;
  return device({
    id,
    will: retained(`${id}/status`, 'offline'),
    hello: [
      retained(`esphome/discover/${id}`, {
        ip: '192.168.1.81',
        name: id,
        friendly_name: 'Greenhouse',
        port: 6053,
        version: '2025.7.3',
        mac: 'a4cf12f0b1c2',
        platform: 'ESP32',
        board: 'esp32dev',
        network: 'wifi',
      }),
      retained(`${id}/status`, 'online'),
    ],
    listens: ['switch/grow_pump', 'light/grow_light', 'number/target_moisture', 'fan/vent'].map(
      (part) => `${id}/${part}/command`,
    ),
    everyMs: 60_000,
    pastEveryMs: null,
    answersAfterMs: 60,
    habit: (t) => ({ pump: false, light: isDark(t), brightness: 180, moisture: 55, fan: true }),
    report: (t, { pump, light, brightness, moisture, fan }) => [
      retained(topic('sensor', 'air_temperature'), String(round(air(t) + 5, 1))),
      retained(
        topic('sensor', 'soil_moisture'),
        String(round(Number(moisture) - (t % 7e7) / 1e7, 1)),
      ),
      retained(topic('sensor', 'wifi_signal'), '-64'),
      retained(topic('binary_sensor', 'tank_empty'), 'OFF'),
      retained(topic('switch', 'grow_pump'), pump ? 'ON' : 'OFF'),
      retained(topic('fan', 'vent'), fan ? 'ON' : 'OFF'),
      retained(topic('number', 'target_moisture'), String(moisture)),
      retained(topic('light', 'grow_light'), {
        color_mode: 'brightness',
        state: light ? 'ON' : 'OFF',
        brightness,
        color: {},
      }),
    ],
    hear(memory, heard, payload) {
      const change = changeOf(heard, payload, memory);
      return change && { memory: { ...memory, ...change }, againAfterMs: [] };
    },
  });
}

function changeOf(topic: string, payload: string, memory: Memory): Memory | null {
  const on = { ON: true, OFF: false }[payload];
  if (topic.includes('/switch/')) {
    if (payload === 'TOGGLE') return { pump: !memory.pump };
    return on === undefined ? null : { pump: on };
  }
  if (topic.includes('/fan/')) {
    if (payload === 'TOGGLE') return { fan: !memory.fan };
    return on === undefined ? null : { fan: on };
  }
  if (topic.includes('/number/')) {
    const moisture = readNumber(payload, 0, 100);
    return moisture === undefined ? null : { moisture };
  }
  const command = readObject(payload);
  if (command === null) return null;
  const brightness = readNumber(command.brightness, 0, 255);
  const light = { ON: true, OFF: false }[String(command.state)];
  return {
    ...(light === undefined ? {} : { light }),
    ...(brightness === undefined ? {} : { brightness: round(brightness) }),
  };
}
