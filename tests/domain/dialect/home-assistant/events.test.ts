import { describe, expect, test } from 'vitest';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { testHome } from '../../../support/home.ts';

const made = (component: string, config: object, topic = 'x') => {
  const home = testHome([haDiscovery]);
  home.hear(`homeassistant/${component}/${topic}/config`, config, { retain: true });
  return {
    home,
    entity: home.entities()[0],
    stateOf: () => home.status(home.entities()[0]?.id ?? '').state,
  };
};

describe('events', () => {
  const config = { uniq_id: 'e', stat_t: 't', evt_typ: ['single', 'hold'], dev_cla: 'button' };

  test('each occurrence is told, also the same one again', () => {
    const { home, entity } = made('event', config);
    expect(entity).toMatchObject({ kind: 'event', deviceClass: 'button' });
    expect(entity?.capabilities.eventTypes).toEqual(['single', 'hold']);
    for (let i = 0; i < 2; i++) {
      expect(home.hear('t', { event_type: 'single' }).updates).toMatchObject([
        { property: 'event_type', value: 'single' },
      ]);
    }
  });

  test('what came with it is shown with it, and is forgotten with the next one', () => {
    const { home, stateOf } = made('event', config);
    home.hear('t', { event_type: 'single', button: 3, where: { x: 1 }, available: false });
    expect(stateOf()).toEqual({ event_type: 'single', button: 3, where: '{"x":1}' });
    home.hear('t', { event_type: 'hold' });
    expect(stateOf()).toEqual({ event_type: 'hold', button: null, where: null });
  });

  test('a retained one is no news, whenever it comes', () => {
    const { home, stateOf } = made('event', config);
    const folded = home.hear('t', { event_type: 'single' }, { retain: true });
    expect(folded.updates).toEqual([]);
    expect(folded.ignored?.reason).toContain('retained');
    expect(stateOf()).toEqual({});
  });

  test('one that came before its definition does not fire late', () => {
    const home = testHome([haDiscovery]);
    home.hear('t', { event_type: 'single' });
    home.hear('homeassistant/event/x/config', config);
    expect(home.status('event.e').state).toEqual({});
  });

  test.each([
    ['', /entities of this topic/],
    ['None', /entities of this topic/],
    ['{}', /entities of this topic/],
    ['single', /not a JSON object/],
    ['{"type":"single"}', /no event_type/],
    ['{"event_type":"triple"}', /none of the event types/],
  ])('%j is no event', (payload, reason) => {
    const folded = made('event', config).home.hear('t', payload);
    expect(folded.updates).toEqual([]);
    expect(folded.ignored?.reason).toMatch(reason);
  });

  test('attributes of their own topic stay beside what comes with an event', () => {
    const { home, stateOf } = made('event', { ...config, json_attr_t: 'a' });
    home.hear('a', { battery: 80 });
    home.hear('t', { event_type: 'hold', button: 1 });
    home.hear('a', { battery: 79 });
    expect(stateOf()).toEqual({ event_type: 'hold', button: 1, battery: 79 });
  });
});

describe('device triggers', () => {
  const config = {
    ...{ atype: 'trigger', t: 'zigbee2mqtt/remote/action', pl: 'single', type: 'action' },
    ...{ stype: 'single', dev: { ids: ['r'], name: 'Remote' } },
  };

  test('fire on their payload alone, live', () => {
    const { home, entity } = made('device_automation', config);
    expect(entity).toMatchObject({
      ...{
        kind: 'trigger',
        name: 'Action single',
        capabilities: { eventTypes: ['action single'] },
      },
      uniqueId: 'homeassistant/device_automation/x',
    });
    const topic = 'zigbee2mqtt/remote/action';
    expect(home.hear(topic, 'single').updates).toMatchObject([{ value: 'action single' }]);
    expect(home.hear(topic, 'single').updates).toHaveLength(1);
    expect(home.hear(topic, 'double').updates).toEqual([]);
    expect(home.hear(topic, 'single', { retain: true }).updates).toEqual([]);
  });

  test('are named by what is pressed, then how', () => {
    const name = (type: string, stype: string) =>
      made('device_automation', { ...config, type, stype }).entity?.name;
    expect(name('button_short_press', 'button_1')).toBe('Button 1 short press');
    expect(name('rotated', 'left')).toBe('Rotated left');
  });

  test('compare what the template renders; a boolean payload is a word', () => {
    const { home } = made('device_automation', {
      ...config,
      pl: true,
      val_tpl: '{{ value_json.p }}',
    });
    expect(home.hear(config.t, { p: true }).updates).toHaveLength(1);
    expect(home.hear(config.t, { p: false }).updates).toEqual([]);
    expect(home.hear(config.t, 'no json').updates).toEqual([]);
  });

  test('without a payload fire on anything but nothing', () => {
    const { home } = made('device_automation', { ...config, pl: undefined });
    expect(home.hear(config.t, 'anything').updates).toHaveLength(1);
    expect(home.hear(config.t, '').updates).toEqual([]);
  });

  test.each([
    [{ atype: 'action' }, 'automation_type'],
    [{ t: null }, 'topic'],
    [{ stype: '' }, 'subtype'],
  ])('%j is refused', (more, reason) => {
    const home = testHome([haDiscovery]);
    const folded = home.hear('homeassistant/device_automation/x/config', { ...config, ...more });
    expect(folded.ignored?.reason).toContain(reason);
  });
});

describe('tags', () => {
  test('each scan is told by the id of the tag', () => {
    const { home, entity } = made('tag', { t: 'rfid', val_tpl: '{{ value_json.PN532.UID }}' });
    expect(entity).toMatchObject({ kind: 'tag', name: 'Tag' });
    const scan = { Time: 'x', PN532: { UID: '04A1B2' } };
    expect(home.hear('rfid', scan).updates).toMatchObject([{ property: 'tag', value: '04A1B2' }]);
    expect(home.hear('rfid', scan).updates).toHaveLength(1);
    expect(home.hear('rfid', scan, { retain: true }).updates).toEqual([]);
    expect(home.hear('rfid', { PN532: {} }).updates).toEqual([]);
  });
});
