import { describe, expect, test } from 'vitest';
import { talk } from '../talk.ts';

test('a printer’s heaters are temperatures, and its events no devices (OctoPrint-MQTT)', () => {
  const home = talk();
  home.hear('octoPrint/event/Connected', { port: 'x', baudrate: 115_200, _event: 'Connected' });
  home.hear('octoPrint/temperature/tool0', { _timestamp: 1, actual: 22.1, target: 0 });
  home.hear('octoPrint/progress/printing', { _timestamp: 1, progress: 22, path: 'a.gcode' });
  expect(home.names()).toEqual(['Tool0 actual', 'Tool0 target', 'Progress']);
  expect(home.find('Tool0 actual')).toMatchObject({ deviceClass: 'temperature', unit: '°C' });
});

describe('Bluetooth sensors that a Shelly’s script hears', () => {
  const topic = 'shelly-blu/events/38:39:8f:aa:bb:cc';
  const packet = { encryption: false, BTHome_version: 2, pid: 12, battery: 100, rssi: -70 };

  test('tell their values and nothing of the packet', () => {
    const home = talk();
    home.hear(topic, { ...packet, window: 1, illuminance: 23 });
    expect(home.names()).toEqual(['Battery', 'RSSI', 'Window', 'Illuminance']);
    expect(home.state('Window')).toMatchObject({ on: true });
  });

  test('tell which of several buttons was pressed, and how', () => {
    const home = talk();
    home.hear(topic, { ...packet, button: [0, 2, 0, 0] });
    expect(home.state('Button 1')).toMatchObject({ event_type: 'double_press' });
    expect(home.state('Button 0')).toEqual({});
  });
});

test('an inverter of AhoyDTU is one device, whether it is there or not', () => {
  const home = talk();
  home.hear('inverter/Roof/available', '2');
  home.hear('inverter/Roof/last_success', '1704110300');
  home.hear('inverter/Roof/ch0/P_AC', '230.1');
  home.hear('inverter/total/YieldDay', '1200');
  expect(home.names()).toEqual(['Available', 'P AC', 'YieldDay']);
  expect(home.state('Available')).toMatchObject({ value: 'producing' });
  expect(home.find('YieldDay')).toMatchObject({ unit: 'Wh', deviceClass: 'energy' });
});

test('a meter counts what it is a meter of (wmbusmeters)', () => {
  const home = talk();
  home.hear('wmbusmeters/MyTapWater', {
    media: 'cold water',
    meter: 'multical21',
    name: 'MyTapWater',
    id: '12345678',
    total_m3: 6.408,
    max_flow_m3h: 0.3,
    flow_temperature_c: 8,
    current_status: 'DRY',
    timestamp: '2024-01-01T11:59:00Z',
  });
  expect(home.find('Total m3')).toMatchObject({
    deviceClass: 'water',
    stateClass: 'total_increasing',
    unit: 'm³',
  });
  expect(home.find('Max flow m3h')).toMatchObject({ unit: 'm³/h' });
  expect(home.devices().map(({ name, model }) => [name, model])).toEqual([
    ['MyTapWater', 'multical21'],
  ]);
});

test('a wallbox whose prefix begins with a slash, as its maker sets it, is the same wallbox', () => {
  const home = talk();
  home.hear('/go-eCharger/012345/car', '2');
  home.hear('/go-eCharger/012345/amp', '16');
  home.hear('/go-eCharger/012345/wh', '1234.5');
  expect(home.state('Car')).toMatchObject({ value: 'charging' });
  expect(home.find('Energy of this charge')).toMatchObject({ deviceClass: 'energy', unit: 'Wh' });
  expect(home.send('Charging current', 'set', { value: 10 })).toEqual([
    '/go-eCharger/012345/amp/set 10',
  ]);
});

test('a loadpoint of evcc counts its active phases and has no current of three phases', () => {
  const home = talk();
  home.hear('evcc/loadpoints/1/phasesActive', '1');
  home.hear('evcc/loadpoints/1/chargeCurrents', '3');
  home.hear('evcc/loadpoints/1/chargeCurrents/1', '6.100');
  home.hear('evcc/site/grid/currents', '3');
  expect(home.names()).toEqual(['PhasesActive', 'ChargeCurrents 1']);
  expect(home.state('PhasesActive')).toEqual({ value: 1 });
});

test('a plug with OpenBeken counts watt-hours', () => {
  const home = talk();
  home.hear('obk8D38570E/energycounter/get', '1234.5');
  home.hear('obk8D38570E/energycounter_last_hour/get', '12.5');
  expect(home.find('Energycounter')).toMatchObject({
    ...{ deviceClass: 'energy', unit: 'Wh', stateClass: 'total_increasing' },
  });
  expect(home.find('Energycounter last hour')).toMatchObject({
    ...{ deviceClass: 'energy', unit: 'Wh', stateClass: null },
  });
});

test('the years that a meter’s battery lasts are no state of charge', () => {
  const home = talk();
  home.hear('wmbusmeters/Water', {
    ...{ media: 'water', meter: 'izar', name: 'Water', id: '12345678', total_m3: 123.456 },
    remaining_battery_life_y: 10,
  });
  expect(home.find('Remaining battery life y')).toMatchObject({ deviceClass: null, unit: 'y' });
});

test('how a heating circuit is run is a state, in whichever words the boiler has for it', () => {
  const home = talk();
  home.hear('ebusd/700/z1OpMode', { opmode: { value: 'auto' } });
  home.hear('ebusd/700/Hc1OpMode', { hcmode2: { value: 'night' } });
  expect(home.state('Z1OpMode opmode')).toEqual({ value: 'auto' });
  expect(home.state('Hc1OpMode hcmode2')).toEqual({ value: 'night' });
});

test('a boiler’s hours are told in minutes, and its pressure in bar (EMS-ESP)', () => {
  const home = talk();
  home.hear('ems-esp/boiler_data', { ubauptime: 123_456, syspress: 1.6, curburnpow: 30 });
  expect(home.find('Ubauptime')).toMatchObject({ deviceClass: 'duration', unit: 'min' });
  expect(home.find('Syspress')).toMatchObject({ deviceClass: 'pressure', unit: 'bar' });
  expect(home.find('Curburnpow')).toMatchObject({ deviceClass: null, unit: '%' });
});
