import { describe, expect, test } from 'vitest';
import { START } from '../../../support/home.ts';
import { restarted, talk } from '../talk.ts';

const ID = 'shellyplus2pm-a8032ab12345';
const rpc = (src: string, method: string, params: object) => ({
  ...{ src, dst: `${src}/events`, method },
  params: { ts: START / 1000, ...params },
});
const full = (src: string, params: object) => rpc(src, 'NotifyFullStatus', params);
const partial = (src: string, params: object) => rpc(src, 'NotifyStatus', params);
const event = (src: string, component: string, name: string) =>
  rpc(src, 'NotifyEvent', { events: [{ component, id: 0, event: name, ts: START / 1000 }] });
const request = (prefix: string, method: string, params: object) =>
  `${prefix}/rpc ${JSON.stringify({ id: 1, src: `inglenook/${prefix}`, method, params })}`;

describe('what a device tells', () => {
  test('a partial update changes what it names and leaves the rest', () => {
    const home = talk();
    home.hear(`${ID}/events/rpc`, full(ID, { 'switch:0': { id: 0, output: true, apower: 5 } }));
    home.hear(`${ID}/events/rpc`, partial(ID, { 'switch:0': { id: 0, apower: 42.5 } }));
    expect(home.state('Switch 0')).toEqual({ on: true });
    expect(home.state('Switch 0 power')).toEqual({ value: 42.5 });
  });

  test('its own time counts, for a report may wait in the device', () => {
    const home = talk();
    const told = full(ID, { ts: START / 1000 - 60, 'temperature:100': { id: 100, tC: 20.5 } });
    home.hear(`${ID}/events/rpc`, told);
    const { id } = home.find('Temperature 100');
    expect(home.status(id).times['value']).toBe(START - 60_000);
  });

  test('a fault is a problem until a whole status is without it', () => {
    const home = talk();
    const on = { id: 0, output: false };
    home.hear(`${ID}/status/switch:0`, { ...on, errors: ['overpower'] });
    expect(home.state('Switch 0 problem')).toEqual({ on: true, errors: ['overpower'] });
    home.hear(`${ID}/events/rpc`, partial(ID, { 'switch:0': { id: 0, apower: 1 } }));
    expect(home.state('Switch 0 problem')['on']).toBe(true);
    home.hear(`${ID}/status/switch:0`, on);
    expect(home.state('Switch 0 problem')).toEqual({ on: false, errors: [] });
  });

  test('a three-phase meter has every phase, and its counters', () => {
    const home = talk();
    const meter = { id: 0, a_act_power: 10.5, b_voltage: 230, c_pf: null, total_act_power: -20 };
    const counters = { id: 0, a_total_act_energy: 5, total_act: 7.5, total_act_ret: 1 };
    home.hear(
      'm/events/rpc',
      full('shellypro3em-a8032ab12345', { 'em:0': meter, 'emdata:0': counters }),
    );
    expect(home.state('EM 0 phase A power')).toEqual({ value: 10.5 });
    expect(home.state('EM 0 phase C power factor')).toEqual({ value: null });
    expect(home.state('EM 0 total power')).toEqual({ value: -20 });
    expect(home.find('EM 0 total energy')).toMatchObject({
      ...{ unit: 'Wh', deviceClass: 'energy', stateClass: 'total_increasing' },
    });
  });

  test('reachability is the retained word on online, unless the device sleeps', () => {
    const home = talk();
    home.hear(`${ID}/online`, 'false', { retain: true });
    home.hear(`${ID}/status/switch:0`, { id: 0, output: true });
    expect(home.reachable('Switch 0')).toBe(false);
    home.hear(`${ID}/online`, 'true');
    expect(home.reachable('Switch 0')).toBe(true);
    const sleeper = 'shellyplusht-08b61fcdeeff';
    const status = {
      'temperature:0': { id: 0, tC: 21 },
      sys: { mac: '08B61FCDEEFF', wakeup_period: 7200 },
    };
    home.hear(`${sleeper}/events/rpc`, full(sleeper, status));
    home.hear(`${sleeper}/online`, 'false', { retain: true });
    expect(home.reachable('Temperature 0')).toBe(true);
    expect(home.available(home.find('Temperature 0').id, START + 86_400_000)).toBe(false);
  });

  test('a component of a stranger with the same topics is not taken for a Shelly', () => {
    const home = talk();
    home.hear('any/status/switch:0', { output: true });
    home.hear('any/status/wifi', { rssi: -60 });
    home.hear('any/events/rpc', { method: 'Hello', params: {} });
    expect(home.entities().filter((e) => e.source.dialect === 'shelly-gen2')).toEqual([]);
  });
});

describe('identity', () => {
  test('is the device, not the prefix: a new prefix keeps the history', () => {
    const home = talk();
    home.hear('attic/fan/events/rpc', full(ID, { 'switch:0': { id: 0, output: true } }));
    const before = home.find('Switch 0').id;
    home.hear('cellar/events/rpc', full(ID, { 'switch:0': { id: 0, output: false } }));
    expect(home.find('Switch 0').id).toBe(before);
    expect(home.send('Switch 0', 'turn_on')).toEqual([
      request('cellar', 'Switch.Set', { id: 0, on: true }),
    ]);
  });

  test('a device first known by its prefix keeps that when its id becomes known', () => {
    const home = talk();
    home.hear('garage/status/switch:0', { id: 0, output: true });
    const before = home.find('Switch 0').id;
    home.hear('garage/events/rpc', partial(ID, { 'switch:0': { id: 0, output: false } }));
    expect(home.find('Switch 0').id).toBe(before);
    expect(home.state('Switch 0')).toEqual({ on: false });
  });

  test('survives a restart, with what the covers can do', () => {
    const first = talk();
    const cover = { id: 0, state: 'open', current_pos: 100, pos_control: true, slat_pos: 20 };
    first.hear('blind/events/rpc', full(ID, { 'cover:0': cover }));
    const home = restarted(first.home);
    home.hear('blind/events/rpc', partial(ID, { 'cover:0': { id: 0, state: 'closing' } }));
    expect(home.find('Cover 0').capabilities.commands).toContain('set_tilt');
    expect(home.state('Cover 0')).toEqual({ state: 'closing', position: 100, tilt: 20 });
  });

  test('what discovery by a script says of the same device is not shown twice', () => {
    const home = talk();
    home.hear(`${ID}/events/rpc`, full(ID, { 'switch:0': { id: 0, output: true } }));
    home.hear('homeassistant/switch/x/config', {
      ...{ name: 'Relay', unique_id: 'x', command_topic: `${ID}/rpc` },
      device: { name: 'Script', connections: [['mac', 'A8:03:2A:B1:23:45']] },
    });
    // Its names are the owner's.
    expect(home.names()).toEqual(['Relay']);
  });
});

describe('events', () => {
  test('a push is told once it happens, never again when it is retained', () => {
    const home = talk();
    home.hear(`${ID}/events/rpc`, full(ID, { 'input:0': { id: 0, state: null } }));
    expect(home.state('Input 0', 'event')).toEqual({});
    home.hear(`${ID}/events/rpc`, event(ID, 'input:0', 'double_push'));
    expect(home.state('Input 0', 'event')).toEqual({ event_type: 'double_push' });
    home.hear(`${ID}/events/rpc`, event(ID, 'input:0', 'long_push'), { retain: true });
    expect(home.state('Input 0', 'event')).toEqual({ event_type: 'double_push' });
  });

  test('several in one message are told in order', () => {
    const home = talk();
    const events = ['btn_down', 'btn_up', 'single_push'].map((name) => ({
      ...{ component: 'input:1', id: 1, event: name, ts: START / 1000 },
    }));
    const { updates } = home.hear(`${ID}/events/rpc`, rpc(ID, 'NotifyEvent', { events }));
    const types = updates.filter(({ property }) => property === 'event_type');
    expect(types.map(({ value }) => value)).toEqual(['btn_down', 'btn_up', 'single_push']);
  });

  test('housekeeping is no event of anything', () => {
    const home = talk();
    home.hear(`${ID}/events/rpc`, event(ID, 'sys', 'config_changed'));
    expect(home.entities()).toEqual([]);
  });
});

describe('questions', () => {
  const methods = (publishes: readonly { payload: string }[]) =>
    publishes.map(({ payload }) => JSON.parse(payload).method);

  test('a device that told only a part is asked for the rest, once', () => {
    const home = talk();
    const first = home.hear(`${ID}/events/rpc`, partial(ID, { 'switch:0': { id: 0, apower: 1 } }));
    expect(methods(first.publishes)).toEqual(['Shelly.GetDeviceInfo', 'Shelly.GetStatus']);
    const again = home.hear(`${ID}/events/rpc`, partial(ID, { 'switch:0': { id: 0, apower: 2 } }));
    expect(again.publishes).toEqual([]);
  });

  test('the answers complete it', () => {
    const home = talk();
    home.hear(`${ID}/online`, 'true');
    const answer = (result: object) => ({ id: 1, src: ID, dst: `inglenook/${ID}`, result });
    home.hear(
      `inglenook/${ID}/rpc`,
      answer({ name: 'Boiler', id: ID, gen: 2, ver: '1.4.2', model: 'X' }),
    );
    home.hear(`inglenook/${ID}/rpc`, answer({ 'switch:1': { id: 1, output: true } }));
    expect(home.state('Switch 1')).toEqual({ on: true });
    expect(home.devices()).toMatchObject([{ name: 'Boiler', model: 'X', swVersion: '1.4.2' }]);
  });

  test('a device that told everything is not asked', () => {
    const home = talk();
    const { publishes } = home.hear(
      `${ID}/events/rpc`,
      full(ID, { 'switch:0': { id: 0, output: true } }),
    );
    expect(publishes).toEqual([]);
  });

  test('a refused command is said in words', () => {
    const home = talk();
    home.hear(`${ID}/status/switch:0`, { id: 0, output: true });
    const error = { id: 1, src: ID, dst: 'x', error: { code: -114, message: 'Not calibrated' } };
    expect(home.hear(`inglenook/${ID}/rpc`, error).ignored?.reason).toBe(
      'the device refused a command: Not calibrated',
    );
  });
});

describe('commands', () => {
  test('of virtual components, scripts and buttons', () => {
    const home = talk();
    const parts = {
      'boolean:200': { value: false },
      'number:200': { value: 3.5 },
      'text:200': { value: 'a' },
      'enum:200': { value: 'eco' },
      'button:200': {},
      'script:1': { id: 1, running: false },
      'smoke:0': { id: 0, alarm: false, mute: false },
      sys: { mac: 'A8032AB12345', available_updates: { stable: { version: '1.5.0' } } },
    };
    home.hear(`${ID}/events/rpc`, full(ID, parts));
    const sent = (name: string, command: string, more = {}) => home.send(name, command, more);
    const one = (method: string, params: object) => [request(ID, method, params)];
    expect(sent('Boolean 200', 'turn_on')).toEqual(one('Boolean.Set', { id: 200, value: true }));
    expect(sent('Number 200', 'set', { value: 7 })).toEqual(
      one('Number.Set', { id: 200, value: 7 }),
    );
    expect(sent('Text 200', 'set', { value: 'b' })).toEqual(
      one('Text.Set', { id: 200, value: 'b' }),
    );
    expect(sent('Enum 200', 'select', { option: 'boost' })).toEqual(
      one('Enum.Set', { id: 200, value: 'boost' }),
    );
    expect(sent('Button 200', 'press')).toEqual(
      one('Button.Trigger', { id: 200, event: 'single_push' }),
    );
    expect(sent('Script 1', 'turn_on')).toEqual(one('Script.Start', { id: 1 }));
    expect(sent('Smoke 0 mute', 'press')).toEqual(one('Smoke.Mute', { id: 0 }));
    expect(sent('Restart', 'press')).toEqual(one('Shelly.Reboot', {}));
    expect(sent('Firmware', 'install')).toEqual(one('Shelly.Update', { stage: 'stable' }));
    expect(home.state('Firmware')).toMatchObject({ latest_version: '1.5.0' });
  });

  test('a cover that is not calibrated goes to no position', () => {
    const home = talk();
    home.hear(`${ID}/status/cover:0`, {
      id: 0,
      state: 'stopped',
      current_pos: null,
      pos_control: false,
    });
    expect(home.send('Cover 0', 'set_position', { position: 50 })).toBe(
      '"set_position" is no command of this entity',
    );
    expect(home.state('Cover 0')).toEqual({ state: 'stopped', position: null });
  });

  test('toggle stops a cover that moves, and opens one that is closed', () => {
    const home = talk();
    home.hear(`${ID}/status/cover:0`, { id: 0, state: 'opening', current_pos: 10 });
    expect(home.send('Cover 0', 'toggle')).toEqual([request(ID, 'Cover.Stop', { id: 0 })]);
    home.hear(`${ID}/status/cover:0`, { id: 0, state: 'closed', current_pos: 0 });
    expect(home.send('Cover 0', 'toggle')).toEqual([request(ID, 'Cover.Open', { id: 0 })]);
  });

  test('a thermostat is set and switched off', () => {
    const home = talk();
    const status = { id: 0, enable: true, target_C: 21, current_C: 19.5, output: true };
    home.hear(`${ID}/status/thermostat:0`, status);
    expect(home.state('Thermostat 0')).toEqual({
      ...{ temperature: 21, current_temperature: 19.5, mode: 'heat', action: 'heating' },
    });
    expect(home.send('Thermostat 0', 'set_temperature', { temperature: 18.5 })).toEqual([
      request(ID, 'Thermostat.SetConfig', { id: 0, config: { target_C: 18.5 } }),
    ]);
    expect(home.send('Thermostat 0', 'turn_off')).toEqual([
      request(ID, 'Thermostat.SetConfig', { id: 0, config: { enable: false } }),
    ]);
  });
});
