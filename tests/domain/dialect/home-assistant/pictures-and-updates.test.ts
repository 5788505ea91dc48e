import { describe, expect, test } from 'vitest';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { START, testHome } from '../../../support/home.ts';
import { heard } from './heard.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('cameras and images', () => {
  test('the state is when the newest frame came, the frame itself stays on its topic', () => {
    const home = testHome([haDiscovery]);
    home.hear('homeassistant/camera/x/config', { uniq_id: 'c', t: 'jpg' });
    expect(home.entity('camera.c')?.capabilities.media).toEqual({
      ...{ topic: 'jpg', encoding: 'raw', contentType: null },
    });
    home.hear('jpg', JPEG, { at: START });
    home.hear('jpg', JPEG, { at: START + 5_000 });
    expect(home.status('camera.c').state).toEqual({ updated: START + 5_000 });
  });

  test.each([
    ['camera', { t: 't' }, JPEG],
    ['camera', { t: 't' }, PNG],
    ['camera', { t: 't', img_e: 'b64' }, base64(JPEG)],
    ['camera', { t: 't', encoding: 'b64' }, `${base64(PNG)}\n`],
    ['image', { img_t: 't', img_e: 'b64' }, `data:image/png;base64,${base64(PNG)}`],
    ['image', { img_t: 't', cont_type: 'image/svg+xml' }, '<svg/>'],
  ])('%s %j takes a picture', (component, config, payload) => {
    expect(heard(component, config, payload).state).toEqual({ updated: START });
  });

  test.each([
    ['camera', { t: 't' }, 'hello'],
    ['camera', { t: 't' }, base64(JPEG)],
    ['camera', { t: 't', img_e: 'b64' }, JPEG],
    ['image', { img_t: 't' }, '<svg onload="alert(1)"/>'],
  ])('%s %j refuses what is none', (component, config, payload) => {
    const { state, ignored } = heard(component, config, payload);
    expect(state).toEqual({});
    expect(ignored).toBe('the payload is no picture');
  });

  test('an empty payload takes the picture away', () => {
    const said = [
      ['t', JPEG],
      ['t', ''],
    ] as const;
    expect(heard('camera', { t: 't' }, said).state).toEqual({ updated: null });
  });

  test('an image may be an address, if it is one of the web', () => {
    const config = { url_t: 't', url_tpl: '{{ value_json.u }}' };
    const url = 'https://cam.local/a.jpg?x=1';
    expect(heard('image', config, { u: url }).state).toEqual({ url, updated: START });
    for (const u of ['javascript:alert(1)', 'file:///etc/passwd', 'no', '']) {
      expect(heard('image', config, { u }).state).toEqual({});
    }
  });

  test.each(['camera', 'image'])('a %s without a topic is refused', (component) => {
    expect(heard(component, { name: 'x' }, []).ignored).toContain('topic');
  });
});

describe('updates', () => {
  const config = { stat_t: 't', tit: 'Firmware', rel_u: 'https://x.org/1', rel_s: 'Fixes' };
  const fixed = { title: 'Firmware', release_url: 'https://x.org/1', release_summary: 'Fixes' };

  test.each([
    ['1.10', { installed_version: '1.10' }],
    ['20240101', { installed_version: '20240101' }],
    ['v2 beta', { installed_version: 'v2 beta' }],
    [
      { installed_version: 7, latest_version: '8', in_progress: false },
      { installed_version: '7', latest_version: '8', in_progress: false },
    ],
    [{ in_progress: 40 }, { in_progress: true, update_percentage: 40 }],
    [{ update_percentage: 12.5 }, { in_progress: true, update_percentage: 12.5 }],
    [
      { in_progress: false, update_percentage: 100 },
      { in_progress: false, update_percentage: null },
    ],
    [{ latest_version: 'None' }, { latest_version: null }],
  ])('%j', (said, state) => {
    expect(heard('update', config, said).state).toEqual({ ...fixed, ...state });
  });

  test('the newest version may come on a topic of its own', () => {
    const more = { ...config, l_ver_t: 'l', l_ver_tpl: '{{ value_json.v }}' };
    const { state } = heard('update', more, [
      ['t', '1'],
      ['l', { v: '2' }],
    ]);
    expect(state).toMatchObject({ installed_version: '1', latest_version: '2' });
  });

  test("a device's own words count more than the configuration's; only web addresses are shown", () => {
    const said = { installed_version: '1', title: 'Bootloader', release_url: 'javascript:x' };
    expect(heard('update', config, said).state).toMatchObject({
      ...{ title: 'Bootloader', release_url: null, release_summary: 'Fixes' },
    });
  });

  test.each(['', '{}', '{"other":1}'])('%j says nothing', (said) => {
    expect(heard('update', config, said).state).toEqual({});
  });

  test('it can be installed if there is a payload for it', () => {
    const install = (more: object) => {
      const home = testHome([haDiscovery]);
      home.hear('homeassistant/update/x/config', {
        uniq_id: 'u',
        stat_t: 't',
        cmd_t: 'c',
        ...more,
      });
      return home.encode({ entity: 'update.u', command: 'install' });
    };
    expect(install({ pl_inst: 'GO' })).toMatchObject({ messages: [{ payload: 'GO' }], target: {} });
    expect(install({})).toMatchObject({ ok: false, code: 'unsupported_command' });
  });
});
