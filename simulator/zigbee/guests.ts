import { round } from '../devices/device.ts';
import type { House } from '../house/house.ts';
import { battery, binary, light, numeric, onOff } from './exposes.ts';
import { type Node, node } from './node.ts';

/** Devices that somebody holds in hand: they join, one after another, when the network is opened. */
export function guestsOf(house: House): readonly Node[] {
  const air = house.temperature('Hall');
  return [
    node({
      ieee: '0x00124b0029a1b2c3',
      name: '0x00124b0029a1b2c3',
      vendor: 'SONOFF',
      model: 'SNZB-02P',
      description: 'Temperature and humidity sensor',
      hasBattery: true,
      exposes: [numeric('temperature', '°C'), numeric('humidity', '%'), battery],
      sense: (t) => ({ temperature: round(air(t), 2), humidity: 47.5, battery: 100 }),
    }),
    node({
      ieee: '0x680ae2fffe998877',
      name: '0x680ae2fffe998877',
      vendor: 'IKEA',
      model: 'LED1924G9',
      description: 'TRADFRI bulb E26/E27, color/white spectrum',
      exposes: [light({ color: true })],
      habit: () => ({ state: 'ON', brightness: 254, color_mode: 'color_temp', color_temp: 370 }),
    }),
    node({
      ieee: '0xa4c138f0e1d2c3b4',
      name: '0xa4c138f0e1d2c3b4',
      vendor: 'Tuya',
      model: 'TS0001',
      description: '1 gang switch',
      exposes: [
        { type: 'switch', features: [onOff()] },
        binary('child_lock', ['LOCK', 'UNLOCK'], { access: 3 }),
      ],
      habit: () => ({ state: 'OFF', child_lock: 'UNLOCK' }),
    }),
  ];
}
