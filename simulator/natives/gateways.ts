import { type Device, device, passing, retained, round } from '../devices/device.ts';
import { battery } from '../devices/motion.ts';
import { HOUR } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { lag } from '../house/lag.ts';

/** OpenMQTTGateway: hears Bluetooth thermometers and tells each on a topic of its own. */
export function bluetoothGateway(house: House): Device {
  const base = 'home/OMG_ESP32_BLE';
  const sensors = [
    { id: 'A4:C1:38:11:22:33', room: 'Bedroom', name: 'Bedside' },
    { id: 'A4:C1:38:44:55:66', room: 'Hall', name: 'Wardrobe' },
  ] as const;
  return device({
    id: 'OMG_ESP32_BLE',
    will: retained(`${base}/LWT`, 'offline'),
    hello: [
      retained(`${base}/LWT`, 'online'),
      retained(`${base}/SYStoMQTT`, {
        uptime: 86_400,
        version: 'v1.8.1',
        rssi: -61,
        modules: ['BT'],
      }),
    ],
    everyMs: 60_000,
    pastEveryMs: null,
    report: (t) =>
      sensors.map(({ id, room, name }, i) => {
        const tempc = round(house.temperature(room)(t), 1);
        return passing(`${base}/BTtoMQTT/${id.replaceAll(':', '')}`, {
          id,
          name,
          rssi: -60 - 9 * i,
          brand: 'Xiaomi',
          model: 'TH Sensor',
          model_id: 'LYWSD03MMC/MJWSD05MMC',
          type: 'THB',
          tempc,
          tempf: round(tempc * 1.8 + 32, 1),
          hum: round(44 + (house.weather.humidity(t) - 70) * 0.2 + 3 * i, 1),
          batt: battery(house, t + i * 3e9),
          volt: 2.91,
        });
      }),
  });
}

/** rtl_433: a stick that hears the weather station and the thermometer of the neighbourhood. */
export function radioReceiver(house: House): Device {
  const { weather } = house;
  const kph = (t: number) => round(weather.wind(t) / 3.6, 1);
  const fallen = (t: number) => round(120 + (t % 3e9) / 4e7 + weather.rain(t), 1);
  const deep = lag(house.clock, weather.temperature, 30 * HOUR);
  return device({
    id: 'rtl-433',
    will: retained('rtl_433/attic/availability', 'offline'),
    hello: [retained('rtl_433/attic/availability', 'online')],
    everyMs: 90_000,
    pastEveryMs: null,
    report(t) {
      const time = new Date(t).toISOString().slice(0, 19).replace('T', ' ');
      return [
        passing('rtl_433/attic/events', {
          time,
          model: 'Bresser-5in1',
          id: 118,
          battery_ok: 1,
          temperature_C: round(weather.temperature(t), 1),
          humidity: round(weather.humidity(t)),
          wind_max_m_s: round(kph(t) * 1.4, 1),
          wind_avg_m_s: kph(t),
          wind_dir_deg: round(weather.windDirection(t)),
          rain_mm: fallen(t),
          mic: 'CHECKSUM',
        }),
        passing('rtl_433/attic/events', {
          time,
          model: 'Inkbird-ITH20R',
          id: 4021,
          battery_ok: 1,
          temperature_C: round(deep(t), 1),
          mic: 'CRC',
        }),
      ];
    },
  });
}
