import { expect, test } from 'vitest';
import { infer } from '@/lib/domain/dialect/infer/infer.ts';
import { scalarOf } from '@/lib/domain/dialect/infer/scalar.ts';

const guessed = (name: string, payload: string, context: string | null = null) => {
  const found = infer([name], context, scalarOf(payload), null);
  return found === null ? null : [found.deviceClass, found.unit];
};

test.each([
  // Ecowitt and Ambient Weather consoles
  ['tempinf', '70.1', 'temperature', '°F'],
  ['temp1f', '66', 'temperature', '°F'],
  ['baromrelin', '29.92', 'atmospheric_pressure', 'inHg'],
  ['windgustmph', '6.9', 'wind_speed', 'mph'],
  ['dailyrainin', '0.11', 'precipitation', 'in'],
  ['rainratein', '0.3', 'precipitation_intensity', 'in/h'],
  ['humidityin', '44', 'humidity', '%'],
  // AirGradient
  ['rco2', '612', 'carbon_dioxide', 'ppm'],
  ['pm02', '5', 'pm25', 'µg/m³'],
  ['atmp', '21.5', 'temperature', '°C'],
  ['rhum', '44', 'humidity', '%'],
  ['tvocIndex', '100', null, null],
  // DSMR-reader and other readers of P1 meters
  ['electricity_delivered_1', '1234.567', 'energy', 'kWh'],
  ['electricity_currently_delivered', '0.345', 'power', 'kW'],
  ['phase_power_current_l1', '2', 'current', 'A'],
  ['extra_device_delivered', '123.4', 'gas', 'm³'],
  ['energy_delivered_tariff1', '1234.5', 'energy', 'kWh'],
  ['electricity_tariff', '1', null, null],
  ['actual_consumption', '300', 'power', 'W'],
  // inverters
  ['uac', '230.1', 'voltage', 'V'],
  ['etotal', '1234', 'energy', 'kWh'],
  ['power_import', '330', 'power', 'W'],
  // home-made sketches
  ['pres', '1013', 'atmospheric_pressure', 'hPa'],
  ['gas_resistance', '33000', null, 'Ω'],
  ['fan_speed', '1200', null, null],
  ['влажность', '44', 'humidity', '%'],
  ['wilgotność', '44', 'humidity', '%'],
  ['verbruik', '33', 'energy', 'kWh'],
  ['wh', '1234.5', 'energy', 'Wh'],
  ['battery_life', '87', 'battery', '%'],
])('%s %s is a value of class %s in %s', (name, payload, deviceClass, unit) => {
  expect(guessed(name, payload)).toEqual([deviceClass, unit]);
});

test('a battery of 3.71 is told in volts, one of 71 or 0.71 is not', () => {
  expect(guessed('battery', '3.71')).toEqual(['voltage', 'V']);
  expect(guessed('battery', '71')).toEqual(['battery', '%']);
  expect(guessed('battery', '0.71')).toEqual(['battery', '%']);
});

test('below a level called wind, speed and direction are the wind’s', () => {
  expect(guessed('speed', '12', 'wind')).toEqual(['wind_speed', 'km/h']);
  expect(guessed('direction', '200', 'wind')).toEqual(['wind_direction', '°']);
  expect(guessed('geschwindigkeit', '12', 'wind')).toEqual(['wind_speed', 'km/h']);
  expect(guessed('speed', '12', 'car')).toEqual(['speed', 'km/h']);
});

test('an update that is available is no connection', () => {
  expect(guessed('update_available', 'false')).toEqual(['update', null]);
  expect(guessed('available', 'false')).toEqual(['connectivity', null]);
});

test('where a room comes last, the level before it tells what is measured there', () => {
  expect(guessed('kitchen', '21.5', 'temperature')).toEqual(['temperature', '°C']);
  expect(guessed('Schlafzimmer', '812', 'co2')).toEqual(['carbon_dioxide', 'ppm']);
  expect(guessed('hallway', '1', 'motion')).toEqual(['motion', null]);
  expect(guessed('offset', '2', 'temperature')).toEqual([null, null]);
});
