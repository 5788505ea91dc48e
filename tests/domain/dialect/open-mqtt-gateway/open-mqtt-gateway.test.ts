import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, START, type TestHome, testHome } from '../../../support/home.ts';

const THERMOMETER = {
  ...{
    id: 'A4:C1:38:11:22:33',
    name: 'ATC_112233',
    rssi: -70,
    brand: 'Xiaomi',
    model: 'TH Sensor',
  },
  ...{ model_id: 'LYWSD03MMC_ATC', type: 'THB', tempc: 21.1, tempf: 70, hum: 44, batt: 90 },
};
const TOPIC = 'home/hall/BTtoMQTT/A4C138112233';
const find = (home: TestHome, name: string) => home.entities().find((e) => e.name === name);
const stateOf = (home: TestHome, name: string) => home.status(find(home, name)?.id ?? '').state;

describe('a sensor that a gateway hears', () => {
  test('is one device, however many gateways hear it, and there while one of them is', () => {
    const home = testHome();
    home.hear('home/hall/LWT', 'online', { retain: true });
    home.hear('home/loft/LWT', 'online', { retain: true });
    home.hear(TOPIC, THERMOMETER);
    const { name: _, ...nameless } = THERMOMETER;
    home.hear('home/loft/BTtoMQTT/A4C138112233', { ...nameless, tempc: 22 });
    expect(home.devices().map(({ name }) => name)).toEqual(['ATC_112233']);
    expect(stateOf(home, 'Temperature')).toEqual({ value: 22 });
    home.hear('home/hall/LWT', 'offline');
    expect(home.available(find(home, 'Temperature')?.id ?? '', START)).toBe(true);
    home.hear('home/loft/LWT', 'offline');
    expect(home.available(find(home, 'Temperature')?.id ?? '', START)).toBe(false);
  });

  test('tells each quantity once, and no housekeeping', () => {
    const home = testHome();
    home.hear(TOPIC, { ...THERMOMETER, servicedata: 'a1b2', mac_type: 0, encr: 1, tempc2: 3 });
    expect(
      home
        .entities()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...['Battery', 'Humidity', 'RSSI', 'Temperature', 'Temperature 2']]);
  });

  test('gains what it tells later', () => {
    const home = testHome();
    home.hear(TOPIC, { id: THERMOMETER.id, tempc: 20 });
    home.hear(TOPIC, { id: THERMOMETER.id, open: true, motion: 'off', button: 1 });
    expect(stateOf(home, 'Contact')).toEqual({ on: true });
    expect(stateOf(home, 'Motion')).toEqual({ on: false });
    expect(stateOf(home, 'Button')).toEqual({ event_type: '1' });
  });

  test('gives way to what Home Assistant discovery says of it', () => {
    const home = testHome();
    home.hear(TOPIC, THERMOMETER);
    const config = {
      ...{ stat_t: '+/+/BTtoMQTT/A4C138112233', name: 'TH-tempc', uniq_id: 'A4C138112233-tempc' },
      ...{ val_tpl: '{{ value_json.tempc | is_defined }}', dev_cla: 'temperature' },
      dev: { ids: ['A4C138112233'], name: 'TH', cns: [['mac', 'A4C138112233']] },
    };
    home.hear('homeassistant/sensor/A4C138112233-tempc/config', config, { retain: true });
    home.hear(TOPIC, { ...THERMOMETER, tempc: 19 });
    expect(home.entities().map(({ source }) => source.dialect)).toEqual(['home-assistant']);
    expect(home.devices()).toHaveLength(1);
  });

  test('keeps its identity and its name over a restart', () => {
    const old = testHome();
    old.hear(TOPIC, THERMOMETER);
    const home = testHome();
    home.restore({ devices: old.devices(), entities: old.entities(), statuses: {} });
    home.hear('home/loft/BTtoMQTT/A4C138112233', { id: THERMOMETER.id, tempc: 25 });
    expect(home.devices().map(({ name }) => name)).toEqual(['ATC_112233']);
    expect(home.entities().map(({ id }) => id)).toEqual(old.entities().map(({ id }) => id));
    expect(stateOf(home, 'Temperature')).toEqual({ value: 25 });
  });
});

test('phones that pass by are no devices', () => {
  const home = testHome();
  home.hear('home/hall/BTtoMQTT/112233445566', { id: '11:22:33:44:55:66', mac_type: 1, rssi: -90 });
  home.hear('home/hall/BTtoMQTT', { id: '11:22:33:44:55:67', rssi: -90, distance: 3.1 });
  expect(home.devices()).toEqual([]);
});

describe('the gateway itself', () => {
  const SYS = {
    ...{ uptime: 10, version: 'v1.8.1', env: 'esp32dev-ble', freemem: 1000, rssi: -58, SSID: 'w' },
    ...{ mac: 'AA:BB:CC:11:22:33', modules: ['BT'] },
  };

  test('tells how it is and can be restarted', () => {
    const home = testHome();
    home.hear('home/hall/SYStoMQTT', SYS);
    expect(home.devices()[0]).toMatchObject({ name: 'hall', model: 'esp32dev-ble' });
    expect(stateOf(home, 'Free memory')).toEqual({ value: 1000 });
    const encoded = home.encode({ entity: find(home, 'Restart')?.id ?? '', command: 'press' });
    expect(encoded.ok && encoded.messages[0]).toMatchObject({
      ...{ topic: 'home/hall/commands/MQTTtoSYS/config', payload: '{"cmd":"restart"}' },
    });
  });

  test('has what is wired to it', () => {
    const home = testHome();
    home.hear('home/hall/SYStoMQTT', SYS);
    home.hear('home/hall/CLIMAtoMQTT/bme', { tempc: 20.5, tempf: 68.9, hum: 50 });
    home.hear('home/hall/GPIOInputtoMQTT', { gpio: 'HIGH' });
    expect(home.devices()).toHaveLength(1);
    expect(stateOf(home, 'Temperature')).toEqual({ value: 20.5 });
    expect(stateOf(home, 'Input')).toEqual({ on: true });
  });

  test('passes on codes, each time, also where each has a topic of its own', () => {
    const home = testHome();
    for (const topic of ['home/hall/433toMQTT', 'home/hall/433toMQTT/1315156']) {
      const { updates } = home.hear(topic, { value: 1315156, protocol: 1 });
      expect(updates.map(({ property }) => property)).toContain('event_type');
    }
    expect(stateOf(home, '433 code')).toEqual({
      event_type: '1315156',
      value: 1315156,
      protocol: 1,
    });
    expect(home.hear('home/hall/433toMQTT', { value: 5 }, { retain: true }).updates).toEqual([]);
  });
});

test('whatever is said on such topics never breaks', () => {
  const keys = [...Object.keys(THERMOMETER), 'modules', 'value', 'open', '__proto__', 'mac'];
  const strange = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('', 1e308, '#', '+'));
  const modules = ['BTtoMQTT', 'SYStoMQTT', '433toMQTT', 'LORAtoMQTT', 'ADCtoMQTT', 'xtoMQTT'];
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(
            ...modules.flatMap((m) => [`a/b/${m}`, `a/b/${m}/A4C138112233`, `${m}/x`]),
          ),
          fc.oneof(
            fc.uint8Array({ maxLength: 60 }),
            fc.dictionary(fc.constantFrom(...keys), strange).map(bytes),
          ),
        ),
        { maxLength: 8 },
      ),
      (messages) => {
        const home = testHome();
        for (const [topic, payload] of messages) {
          const folded = home.fold({ topic, payload, retain: false, at: START });
          expect(folded.ignored?.reason ?? '').not.toContain('internal error');
        }
      },
    ),
    { numRuns: 500 },
  );
});
