import type { TestHome } from '../../../support/home.ts';

export const MAC = 'AABBCCDDEEFF';

/** An announcement as firmware 13 writes it, with the given keys instead. */
export const announcement = (given: Readonly<Record<string, unknown>>) => ({
  ...{ ip: '192.168.1.20', dn: 'Device', fn: [], hn: 'tasmota-1', mac: MAC, md: 'Generic', ty: 0 },
  ...{ if: 0, ofln: 'Offline', onln: 'Online', state: ['OFF', 'ON', 'TOGGLE', 'HOLD'] },
  ...{ sw: '13.4.0', t: 't', ft: '%prefix%/%topic%/', tp: ['cmnd', 'stat', 'tele'], rl: [] },
  ...{
    swc: [-1],
    swn: [null],
    btn: [0],
    so: {},
    lk: 1,
    lt_st: 0,
    bat: 0,
    dslp: 0,
    sho: [],
    ver: 1,
  },
  ...given,
});

/** The device says what it is. */
export const announce = (home: TestHome, given: Readonly<Record<string, unknown>>) =>
  home.hear(`tasmota/discovery/${MAC}/config`, announcement(given), { retain: true });
