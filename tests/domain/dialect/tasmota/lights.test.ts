import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirms } from '@/lib/domain/command/tracker.ts';
import type { Publish } from '@/lib/domain/dialect/message.ts';
import { hsToRgb } from '@/lib/domain/entity/color.ts';
import { type TestHome, testHome } from '../../../support/home.ts';
import { announce } from './announcement.ts';

const FORMS = { dimmer: 1, ct: 2, rgb: 3, rgbw: 4, rgbcw: 5 } as const;
type Form = keyof typeof FORMS;

/** A home with one light of the form. */
function homeWith(form: Form, given: object = {}): TestHome {
  const home = testHome();
  announce(home, { rl: [2], fn: ['L'], lt_st: FORMS[form], ...given });
  return home;
}

const stateOf = (home: TestHome, index = 0) => home.status(home.entities()[index]?.id ?? '').state;
const sent = (home: TestHome, more: object = {}, command = 'turn_on', index = 0) => {
  const encoded = home.encode({ entity: home.entities()[index]?.id ?? '', command, ...more });
  return encoded.ok
    ? encoded.messages.map(({ topic, payload }) => `${topic.replace('cmnd/t/', '')} ${payload}`)
    : encoded.reason;
};

/** A pretend lamp does what it is told and answers as the firmware does. */
function createLamp(form: Form) {
  const lamp = { on: false, dimmer: 100, hue: 0, saturation: 100, ct: 153, scheme: 0 };
  let white = form === 'ct';
  const obey = (command: string, argument: string) => {
    const number = Number(argument);
    if (command === 'Backlog') {
      for (const step of argument.split(';')) obey(...(step.split(' ') as [string, string]));
    } else if (command === 'POWER') lamp.on = argument === 'ON';
    else if (command !== 'Fade2' && command !== 'Speed2') lamp.on = true;
    if (command === 'Dimmer' || command === 'White') lamp.dimmer = number;
    if (command === 'HsbColor1') lamp.hue = number;
    if (command === 'HsbColor2') lamp.saturation = number;
    if (command === 'CT') lamp.ct = number;
    if (command === 'Scheme') lamp.scheme = number;
    if (command === 'HsbColor2') white = false;
    if (command === 'CT' || command === 'White') white = true;
  };
  return {
    hear({ topic, payload }: Publish) {
      obey(topic.replace('cmnd/t/', ''), payload);
    },
    result() {
      const { on, dimmer, hue, saturation, ct, scheme } = lamp;
      const color = hsToRgb([hue, saturation]).map((channel) => (channel * dimmer) / 100);
      const channels = white ? [0, 0, 0, dimmer, 0] : color.map((c) => Math.round(c / 2.55));
      return {
        ...{ POWER: on ? 'ON' : 'OFF', Dimmer: dimmer },
        ...(form === 'dimmer' ? {} : { Channel: channels.slice(0, FORMS[form]) }),
        ...(FORMS[form] >= 3 ? { HSBColor: `${hue},${saturation},${dimmer}`, Scheme: scheme } : {}),
        ...(FORMS[form] >= 4 ? { White: white ? dimmer : 0 } : {}),
        ...(form === 'ct' || form === 'rgbcw' ? { CT: ct } : {}),
      };
    },
  };
}

const percent = fc.double({ min: 1, max: 100, noNaN: true });
const color = fc.oneof(
  fc.record({ hs: fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 0, max: 100 })) }),
  fc.record({ color_temp_kelvin: fc.integer({ min: 2000, max: 6535 }) }),
  fc.record({ white: fc.integer({ min: 3, max: 255 }) }),
  fc.record({ effect: fc.constantFrom('Solid', 'Wake up', 'Random') }),
);
const wishes = fc.record(
  { brightness: percent, color, transition: fc.constantFrom(0, 1, 2.5, 60) },
  { requiredKeys: [] },
);

describe('what a lamp is told comes back as its state', () => {
  test.each(Object.keys(FORMS) as Form[])('%s', (form) => {
    fc.assert(
      fc.property(fc.array(wishes, { minLength: 1, maxLength: 4 }), (list) => {
        const home = homeWith(form);
        const lamp = createLamp(form);
        const id = home.entities()[0]?.id ?? '';
        for (const { color: hue = {}, ...rest } of list) {
          const encoded = home.encode({ entity: id, command: 'turn_on', ...rest, ...hue });
          if (!encoded.ok) {
            expect(encoded.reason).toMatch(/^(hs|color_temp_kelvin|white|effect)/);
            continue;
          }
          for (const message of encoded.messages) lamp.hear(message);
          home.hear('stat/t/RESULT', lamp.result());
          const state = stateOf(home);
          expect(confirms(encoded.target, state), JSON.stringify({ encoded, state })).toBe(true);
          if (rest.brightness !== undefined && !('white' in hue)) {
            expect(Math.abs(Number(state['brightness']) - rest.brightness)).toBeLessThanOrEqual(1);
          }
        }
        const off = home.encode({ entity: id, command: 'turn_off', transition: 2 });
        for (const message of off.ok ? off.messages : []) lamp.hear(message);
        home.hear('stat/t/RESULT', lamp.result());
        expect(stateOf(home)['on']).toBe(false);
      }),
      { numRuns: 80 },
    );
  });
});

describe('a light', () => {
  test('that is a fan of channels is one light for each (SetOption68)', () => {
    const home = testHome();
    announce(home, { rl: [2, 2], fn: ['A', 'B'], lt_st: 2, so: { 68: 1 } });
    home.hear('tele/t/STATE', {
      POWER1: 'ON',
      Channel1: 30,
      POWER2: 'OFF',
      Channel2: 0,
      Color: '4C00',
    });
    expect(stateOf(home, 0)).toEqual({ on: true, brightness: 30 });
    expect(stateOf(home, 1)).toEqual({ on: false });
    expect(sent(home, { brightness: 40 }, 'turn_on', 1)).toEqual(['Channel2 40']);
  });

  test('that shows white says so, and what colour it had is over', () => {
    const home = homeWith('rgbcw');
    const told = { POWER: 'ON', Dimmer: 50, HSBColor: '120,100,50', White: 0, CT: 200 };
    home.hear('stat/t/RESULT', told);
    expect(stateOf(home)).toMatchObject({ color_mode: 'hs', hs: [120, 100] });
    home.hear('stat/t/RESULT', { ...told, White: 50 });
    expect(stateOf(home)).toMatchObject({
      color_mode: 'color_temp',
      color_temp_kelvin: 5000,
      hs: null,
    });
    home.hear('stat/t/RESULT', { ...told, POWER: 'OFF', White: 0, Dimmer: 0 });
    expect(stateOf(home)).toMatchObject({ on: false, color_mode: 'color_temp', brightness: 50 });
  });

  test('may tell its colour in hexadecimal or in decimal (SetOption17) alone', () => {
    const home = homeWith('rgb');
    home.hear('stat/t/RESULT', { POWER: 'ON', Dimmer: 100, Color: '00FF00' });
    expect(stateOf(home)['hs']).toEqual([120, 100]);
    home.hear('stat/t/RESULT', { POWER: 'ON', Dimmer: 100, Color: '0,0,255' });
    expect(stateOf(home)['hs']).toEqual([240, 100]);
  });

  test('that does not switch on by itself is told to (SetOption20)', () => {
    const home = homeWith('dimmer', { so: { 20: 1 } });
    expect(sent(home, { brightness: 20 })).toEqual(['Dimmer 20', 'POWER ON']);
    expect(sent(homeWith('dimmer'), { brightness: 0.2 })).toEqual(['Dimmer 1']);
  });

  test('fades for as long as it is told: the smaller the change, the slower', () => {
    const home = homeWith('dimmer');
    home.hear('stat/t/RESULT', { POWER: 'ON', Dimmer: 50 });
    expect(sent(home, { brightness: 100, transition: 3 })).toEqual([
      'Backlog Fade2 1;Speed2 12;Dimmer 100',
    ]);
    const fixed = homeWith('dimmer', { so: { 117: 1 } });
    expect(sent(fixed, { brightness: 100, transition: 3 })).toEqual([
      'Backlog Fade2 1;Speed2 6;Dimmer 100',
    ]);
    expect(sent(home, { transition: 0 }, 'turn_off')).toEqual(['Backlog Fade2 0;POWER OFF']);
  });

  test('behind a Tuya controller is dimmed by its own dimmer, and does not fade', () => {
    const home = homeWith('dimmer', { ty: 1 });
    expect(sent(home, { brightness: 60 })).toEqual(['Dimmer3 60']);
    expect(home.entities()[0]?.capabilities.transition).toBeUndefined();
    home.hear('stat/t/RESULT', { Dimmer3: 33 });
    expect(stateOf(home)['brightness']).toBe(33);
  });

  test('with a colour becomes that colour also when it was off', () => {
    const home = homeWith('rgb');
    home.hear('stat/t/RESULT', { POWER: 'OFF' });
    expect(sent(home, { rgb: [0, 0, 255] })).toEqual([
      'HsbColor1 240',
      'HsbColor2 100',
      'POWER ON',
    ]);
  });
});
