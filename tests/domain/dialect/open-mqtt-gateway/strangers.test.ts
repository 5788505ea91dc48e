import { describe, expect, test } from 'vitest';
import { talk } from '../talk.ts';

/** What a gateway says of a device, in the words of the Theengs decoder (theengs/decoder tests). */
function heard(fields: object) {
  const home = talk();
  const id = 'AA:BB:CC:DD:EE:01';
  home.home.hear('home/OMG/BTtoMQTT/AABBCCDDEE01', { id, mac: id, rssi: -70, ...fields });
  return home;
}

describe('devices that the decoder knows', () => {
  test('an energy meter says beside its values what they count', () => {
    const meter = heard({
      ...{ brand: 'iNode', model: 'Energy Meter', model_id: 'INEM', type: 'ENRG', batt: 70 },
      ...{ avg: 2.376, avgu: 'kW', sum: 21.2928, sumu: 'kWh', lowbatt: false },
    });
    expect(meter.find('Average')).toMatchObject({ unit: 'kW', deviceClass: 'power' });
    expect(meter.find('Sum')).toMatchObject({
      ...{ unit: 'kWh', deviceClass: 'energy', stateClass: 'total_increasing' },
    });
    expect(meter.state('Battery low')).toEqual({ on: false });
    const water = heard({ ...{ model: 'Energy Meter', type: 'ENRG' }, sum: 8.07, sumu: 'm³' });
    expect(water.find('Sum')).toMatchObject({ unit: 'm³', deviceClass: 'volume' });
  });

  test('a scale weighs in the unit it names; a coffee scale in grams', () => {
    const person = heard({ model: 'Mi Smart Scale', type: 'SCALE', unit: 'lb', weight: 131.7 });
    expect(person.find('Weight')).toMatchObject({ unit: 'lb', deviceClass: 'weight' });
    const coffee = heard({ model: 'Skale I/II', model_id: 'SKALE', type: 'SCALE', weight: 29.6 });
    expect(coffee.find('Weight').unit).toBe('g');
  });

  test('how far a blind is open is a percentage, also at its ends; of a door it is yes or no', () => {
    const blind = heard({ model: 'Blind Tilt', type: 'WCVR', open: 0, direction: 'up' });
    expect(blind.find('Open')).toMatchObject({ kind: 'sensor', unit: '%' });
    expect(blind.state('Open')).toEqual({ value: 0 });
    expect(blind.state('Direction')).toEqual({ value: 'up' });
    const door = heard({ model: 'SE MAG', type: 'CTMO', open: true });
    expect(door.find('Contact')).toMatchObject({ kind: 'binary_sensor', deviceClass: 'door' });
    expect(door.state('Contact')).toEqual({ on: true });
  });

  test('a door that was left open is open', () => {
    const door = heard({ model: 'Contact Sensor', type: 'CTMO', contact: 'timeout not closed' });
    expect(door.state('Contact')).toEqual({ on: true });
  });

  test('tyres are under some bar, and a toothbrush under no pressure of the air', () => {
    const tyre = heard({ model: 'TPMS', type: 'TIRE', pres: 2.227, tempc: 31, alarm: false });
    expect(tyre.find('Pressure')).toMatchObject({ unit: 'bar', deviceClass: 'pressure' });
    expect(tyre.find('Alarm').deviceClass).toBe('problem');
    const brush = heard({ model: 'BT Toothbrush', type: 'BODY', state: 'idle', pressure: 32 });
    expect(brush.find('Pressure')).toMatchObject({ unit: null, deviceClass: null });
  });

  test('extremes and the dew point are told once, in degrees Celsius', () => {
    const sensor = heard({
      ...{ model: 'Tempo Disc', type: 'THBX', tempc: 23.9, tempf: 75, tempc2_dp: 10.8 },
      ...{ tempf2_dp: 51.4, tempc_max: 27, tempf_max: 80.6, time_max: 175, lvl_cm: 15, lvl_in: 6 },
    });
    expect(sensor.names().toSorted()).toEqual([
      ...['Dew point', 'Level', 'RSSI', 'Temperature', 'Temperature max'],
    ]);
    expect(sensor.state('Dew point')).toEqual({ value: 10.8 });
  });
});

test("counters of a gateway's firmware are there for who asks for them", () => {
  const home = talk();
  const said = { uptime: 60, freemem: 140852, msgprc: 2, discovery: true, modules: ['BT'] };
  home.home.hear('home/OMG/SYStoMQTT', said);
  const enabled = (name: string) => home.find(name).enabled;
  expect(['Uptime', 'Free memory'].map(enabled)).toEqual([true, true]);
  expect(['Msgprc', 'Discovery'].map(enabled)).toEqual([false, false]);
});

test('how a device was heard is no value of it', () => {
  const sensor = heard({ mac_type: 0, adv_type: 0, tempc: 21.5 });
  expect(sensor.names()).toEqual(['RSSI', 'Temperature']);
});
