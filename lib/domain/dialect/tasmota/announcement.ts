import { isObject, jsonText } from '../safe-json.ts';
import type { Words } from './binding.ts';
import { USUAL_WORDS } from './binding.ts';
import { type Fields, numberOf, textOf } from './body.ts';
import { type Wiring, wiringOf } from './wiring.ts';

/** What a device announces of itself on `tasmota/discovery/<MAC>/config` (conventions §3.1). */
export type Announcement = {
  /** Twelve hexadecimal digits, upper case. */
  readonly mac: string;
  readonly name: string;
  readonly model: string | null;
  readonly version: string | null;
  readonly friendlyNames: readonly (string | null)[];
  readonly wiring: Wiring;
  readonly words: Words;
  /** Per relay: 0 none, 1 relay, 2 light, 3 shutter. */
  readonly relays: readonly number[];
  /** Mode of each switch input; -1: none. */
  readonly inputModes: readonly number[];
  readonly inputNames: readonly (string | null)[];
  readonly buttons: readonly number[];
  /** Is a SetOption on? */
  readonly option: (number: number) => boolean;
  /** 0 none, 1 dimmer, 2 white shades, 3 RGB, 4 RGBW, 5 RGB and white shades. */
  readonly lightType: number;
  /** Colours and white are one light. */
  readonly linked: boolean;
  readonly isTuya: boolean;
  readonly isFan: boolean;
  readonly sleeps: boolean;
  readonly shutterOptions: readonly number[];
  /** Per shutter [closed, open] in degrees; null: it cannot tilt. */
  readonly tilts: readonly (readonly [number, number] | null)[];
};

/** More than any firmware has. */
const MAX_LIST = 40;
const MAX_WORD = 64;

/** Reads an announcement; a text says what is wrong with it. */
export function readAnnouncement(mac: string, json: unknown): Announcement | string {
  if (!isObject(json)) return 'the announcement is no JSON object';
  const own = textOf(json['mac'])?.replace(/[:-]/g, '').toUpperCase();
  if (own !== mac) return `the MAC ${jsonText(own).slice(0, 20)} is not that of the topic`;
  const topic = textOf(json['t']) ?? '';
  const fullTopic = textOf(json['ft']) ?? '%prefix%/%topic%/';
  if (topic === '' || topic.length > 200 || fullTopic.length > 200) return 'the topic is missing';
  const [cmnd = null, stat = null, tele = null] = texts(json['tp']);
  const options = isObject(json['so']) ? json['so'] : {};
  const name = textOf(json['dn'])?.trim() || topic;
  return {
    mac,
    name,
    model: textOf(json['md']) || null,
    version: textOf(json['sw']) || null,
    friendlyNames: texts(json['fn']),
    wiring: wiringOf(fullTopic, {
      ...{ topic, mac, hostname: textOf(json['hn']) ?? '' },
      prefixes: [cmnd ?? 'cmnd', stat ?? 'stat', tele ?? 'tele'],
    }),
    words: wordsOf(json),
    relays: numbers(json['rl']),
    inputModes: numbers(json['swc']),
    inputNames: texts(json['swn']),
    buttons: numbers(json['btn']),
    option: (number) => numberOf(options[String(number)]) === 1 || options[String(number)] === true,
    lightType: numberOf(json['lt_st']) ?? 0,
    linked: json['lk'] === undefined || numberOf(json['lk']) === 1,
    isTuya: numberOf(json['ty']) === 1,
    isFan: numberOf(json['if']) === 1,
    sleeps: numberOf(json['dslp']) === 1,
    shutterOptions: numbers(json['sho']),
    tilts: list(json['sht']).map(tiltOf),
  };
}

function wordsOf(json: Fields): Words {
  const [off, on] = texts(json['state']);
  return {
    off: off ?? USUAL_WORDS.off,
    on: on ?? USUAL_WORDS.on,
    offline: textOf(json['ofln'])?.slice(0, MAX_WORD) ?? USUAL_WORDS.offline,
    online: textOf(json['onln'])?.slice(0, MAX_WORD) ?? USUAL_WORDS.online,
  };
}

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, MAX_LIST) : [];

/** Texts of a list; null where there is none or an empty one. */
const texts = (value: unknown): readonly (string | null)[] =>
  list(value).map((item) => textOf(item)?.trim().slice(0, MAX_WORD) || null);

const numbers = (value: unknown): readonly number[] =>
  list(value).map((item) => numberOf(item) ?? 0);

/** [least, most, duration] in degrees; equal limits mean that it cannot tilt. */
function tiltOf(value: unknown): readonly [number, number] | null {
  const [least, most] = list(value).map(numberOf);
  if (least === undefined || least === null || most === undefined || most === null) return null;
  return least === most ? null : [least, most];
}
