import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeviceDetail } from '../../../lib/api/devices.ts';
import { deviceHref, replaceHref } from '../../../lib/browser/devices/device-href.ts';
import { byName, byNews, searchDevices } from '../../../lib/browser/devices/devices-list.ts';
import { findIcons, ICON_CHOICES } from '../../../lib/browser/entity/icon-choices.ts';
import { screenOf } from '../../../lib/browser/page/screens.ts';
import {
  confidenceWords,
  likenessWords,
  mainEntity,
} from '../../../lib/browser/words/device-words.ts';
import type { EntityKind } from '../../../lib/domain/entity/entity.ts';

type Told = Parameters<typeof mainEntity>[0][number];

const entity = (
  kind: EntityKind,
  deviceClass: string | null = null,
  category: Told['category'] = null,
): Told => ({ id: `${kind}.${deviceClass}`, kind, deviceClass, category });

const device = (parts: Partial<DeviceDetail>): DeviceDetail => ({
  ...{ id: 'id', name: 'Name', manufacturer: null, model: null, swVersion: null },
  ...{ dialect: 'plain', room: null, availability: 'online', adoption: 'new', confidence: 1 },
  ...{ shown: true, byHand: false, firstHeardAt: null, identifiers: [], definedBy: [] },
  entities: [],
  ...parts,
});

describe('what a device is', () => {
  test('is told by what one acts on, not by what it measures on the side', () => {
    const plug = [entity('sensor', 'power'), entity('switch'), entity('update', null, 'config')];
    expect(mainEntity(plug)?.kind).toBe('switch');
    expect(likenessWords(plug)).toBe('a switch');
    expect(likenessWords([entity('sensor', 'temperature')])).toBe('a temperature sensor');
    expect(likenessWords([entity('sensor', 'energy')])).toBe('an energy sensor');
    expect(likenessWords([])).toBe('something unknown');
  });

  test('comes with how sure that is', () => {
    const sensor = [entity('sensor', 'temperature')];
    const words = (confidence: number, dialect: string, byHand = false) =>
      confidenceWords({ confidence, dialect, byHand }, sensor);
    expect(words(1, 'zigbee2mqtt')).toBe('Announced itself');
    expect(words(1, 'plain')).toBe('Known by its topics');
    expect(words(0.7, 'plain')).toBe('Looks like a temperature sensor, 70 % sure');
    expect(words(1, 'home-assistant', true)).toBe('Defined by hand');
  });
});

describe('lists of devices', () => {
  test('begin with what was heard last', () => {
    const list = [
      device({ id: 'a', firstHeardAt: '2026-01-01T00:00:00.000Z' }),
      device({ id: 'b', firstHeardAt: null }),
      device({ id: 'c', firstHeardAt: '2026-01-02T00:00:00.000Z' }),
    ];
    expect([...list].sort(byNews).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('are sorted as people count', () => {
    const list = [device({ name: 'Lamp 10' }), device({ name: 'lamp 9' })];
    expect([...list].sort(byName).map(({ name }) => name)).toEqual(['lamp 9', 'Lamp 10']);
  });

  test('are searched by name, room, maker and dialect, all words at once', () => {
    const list = [
      device({ id: 'a', name: 'Lamp', room: 'Hall', dialect: 'zigbee2mqtt' }),
      device({ id: 'b', name: 'Lamp', room: 'Attic', manufacturer: 'IKEA' }),
    ];
    const found = (search: string) => searchDevices(list, search).map(({ id }) => id);
    expect(found('')).toEqual(['a', 'b']);
    expect(found('lamp HALL')).toEqual(['a']);
    expect(found('ikea')).toEqual(['b']);
    expect(found('zigbee')).toEqual(['a']);
    expect(found('nothing')).toEqual([]);
  });
});

describe('addresses', () => {
  test('lead to a device whatever it is called', () => {
    for (const id of ['lamp', 'new', 'listen', 'pair', 'ä b', '100%']) {
      expect(screenOf(deviceHref(id))).toEqual({ type: 'device', device: id });
      expect(screenOf(replaceHref(id))).toEqual({ type: 'replace-device', device: id });
    }
    expect(screenOf('/more/devices/new')).toEqual({ type: 'define-device' });
    expect(screenOf('/more/devices/')).toEqual({ type: 'devices' });
    expect(screenOf('/more/devices/%zz')).toEqual({ type: 'nowhere' });
    expect(screenOf('/more/devices/a/b')).toEqual({ type: 'nowhere' });
  });
});

describe('icons', () => {
  test('every one that is offered can be drawn', () => {
    const folder = path.resolve(import.meta.dirname, '../../../node_modules/@mdi/svg/svg');
    const missing = ICON_CHOICES.filter(({ name }) => !existsSync(`${folder}/${name}.svg`));
    expect(missing).toEqual([]);
    expect(new Set(ICON_CHOICES.map(({ name }) => name)).size).toBe(ICON_CHOICES.length);
  });

  test('are found by what they show, and any other by its name', () => {
    const names = (search: string) => findIcons(search).map(({ name }) => name);
    expect(names('bathroom')).toContain('shower-head');
    expect(names('garage door')).toContain('garage');
    expect(names('mdi:fire-alert')).toEqual(['fire-alert']);
    expect(names('lightbulb').filter((name) => name === 'lightbulb')).toHaveLength(1);
    expect(names('<script>')).toEqual([]);
    expect(findIcons('').length).toBe(ICON_CHOICES.length);
  });
});
