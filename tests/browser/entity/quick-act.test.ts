import { describe, expect, test } from 'vitest';
import { takes } from '../../../lib/browser/entity/capable.ts';
import { quickAct } from '../../../lib/browser/entity/quick-act.ts';
import { ENTITY_KINDS, type EntityKind, type State } from '../../../lib/domain/entity/entity.ts';
import { viewOf } from '../support/view.ts';

const act = (kind: EntityKind, state: State, parts: object = {}) =>
  quickAct(viewOf(kind, { state, ...parts }));

describe('what a disc does', () => {
  test.each(['light', 'switch', 'fan', 'humidifier', 'siren'] as const)(
    'a %s is toggled',
    (kind) => {
      expect(act(kind, { on: false })).toMatchObject({
        command: { command: 'turn_on' },
        pressed: false,
        care: 'none',
      });
      expect(act(kind, { on: true })).toMatchObject({
        command: { command: 'turn_off' },
        pressed: true,
      });
    },
  );

  test('what its owner called critical asks before it goes off, never before it goes on', () => {
    expect(quickAct(viewOf('switch', { state: { on: true } }), true)?.care).toBe('ask');
    expect(quickAct(viewOf('switch', { state: { on: false } }), true)?.care).toBe('none');
  });

  test('a lock locks by a tap, and unlocks only while it is held', () => {
    expect(act('lock', { state: 'unlocked' })).toMatchObject({ verb: 'Lock', care: 'none' });
    expect(act('lock', { state: 'locked' })).toMatchObject({ verb: 'Unlock', care: 'hold' });
    expect(act('lock', {})).toMatchObject({ verb: 'Lock' });
  });

  test('a lock that wants a code is not unlocked from its tile', () => {
    const capabilities = { codeFormat: 'number' as const };
    expect(act('lock', { state: 'locked' }, { capabilities })).toBeNull();
    expect(act('lock', { state: 'unlocked' }, { capabilities })?.verb).toBe('Lock');
  });

  test('a cover opens, closes, and stops while it moves; a garage is opened by holding', () => {
    expect(act('cover', { position: 0 })).toMatchObject({ verb: 'Open', care: 'none' });
    expect(act('cover', { position: 60 })?.verb).toBe('Close');
    expect(act('cover', { state: 'opening', position: 60 })?.verb).toBe('Stop');
    expect(act('cover', { state: 'closed' }, { deviceClass: 'garage' })?.care).toBe('hold');
  });

  test('a cover that cannot stop offers nothing while it moves', () => {
    const capabilities = { commands: ['open', 'close'] };
    expect(act('cover', { state: 'closing' }, { capabilities })).toBeNull();
  });

  test('a climate is toggled only where it is clear what it turns on to', () => {
    const modes = (list: string[], commands?: string[]) => ({
      capabilities: { modes: list, ...(commands && { commands }) },
    });
    expect(act('climate', { mode: 'off' }, modes(['off', 'heat']))?.command).toMatchObject({
      command: 'set_mode',
      mode: 'heat',
    });
    expect(act('climate', { mode: 'heat' }, modes(['off', 'heat']))?.command).toMatchObject({
      command: 'set_mode',
      mode: 'off',
    });
    expect(act('climate', { mode: 'off' }, modes(['off', 'heat', 'cool']))).toBeNull();
    expect(
      act('climate', { mode: 'cool' }, modes(['off', 'cool', 'dry'], ['turn_on', 'turn_off'])),
    ).toMatchObject({ command: { command: 'turn_off' }, pressed: true });
  });

  test('robots start and pause; buttons press; scenes run', () => {
    expect(act('vacuum', { state: 'docked' })?.verb).toBe('Start');
    expect(act('vacuum', { state: 'cleaning' })?.verb).toBe('Pause');
    expect(
      act('vacuum', { state: 'cleaning' }, { capabilities: { commands: ['start', 'stop'] } })?.verb,
    ).toBe('Stop');
    expect(act('lawn_mower', { state: 'mowing' })?.verb).toBe('Pause');
    expect(act('button', {})?.command.command).toBe('press');
    expect(act('scene', {})?.command.command).toBe('activate');
  });

  test('no act is offered that the entity does not take', () => {
    for (const kind of ENTITY_KINDS) {
      const states: State[] = [{}, { on: true }, { state: 'locked' }, { mode: 'off' }];
      for (const state of states) {
        const view = viewOf(kind, { state, capabilities: { commands: [] } });
        if (kind === 'light' || kind === 'switch') continue;
        expect(quickAct(view)).toBeNull();
      }
    }
  });
});

describe('what an entity takes', () => {
  const entity = (kind: EntityKind, capabilities = {}) => viewOf(kind, { capabilities }).entity;

  test('the commands it names, else those of its kind', () => {
    expect(takes(entity('cover'), 'stop')).toBe(true);
    expect(takes(entity('cover', { commands: ['open'] }), 'stop')).toBe(false);
    expect(takes(entity('cover', { commands: ['fly'] }), 'fly')).toBe(false);
  });

  test('a choice only where it has some', () => {
    expect(takes(entity('climate'), 'set_fan_mode')).toBe(false);
    expect(takes(entity('climate', { fanModes: ['low'] }), 'set_fan_mode')).toBe(true);
  });

  test('a sensor is set only where it says so', () => {
    expect(takes(entity('sensor'), 'set')).toBe(false);
    expect(takes(entity('sensor', { commands: ['set'] }), 'set')).toBe(true);
  });

  test('no command has the name of something every object has', () => {
    expect(takes(entity('cover'), 'constructor')).toBe(false);
    expect(takes(entity('camera'), 'toString')).toBe(false);
  });
});
