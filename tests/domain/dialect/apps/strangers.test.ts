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
