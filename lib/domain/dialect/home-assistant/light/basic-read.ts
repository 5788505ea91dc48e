import { rgbOf } from '../../../command/light-color.ts';
import type { State, Value } from '../../../entity/entity.ts';
import type { ParsedMessage, Report } from '../../dialect.ts';
import { parseNumber } from '../config.ts';
import { readOnOff } from '../on-off.ts';
import { hears, readText, type TopicReader } from '../topic-reader.ts';
import type { Basic } from './basic.ts';
import {
  type Colored,
  channels,
  colorReports,
  isColored,
  isColorMode,
  othersUnknown,
  PROPERTY_OF,
  splitBrightness,
} from './color-modes.ts';
import { toPercent } from './scale.ts';

/** In the order in which Home Assistant hears them: of several in one message the last is current. */
const COLORS = ['rgb', 'rgbw', 'rgbww', 'color_temp', 'hs', 'xy'] as const;

/** What a message says about a light of the default schema. Each part is read for itself. */
export function readBasic(basic: Basic, message: ParsedMessage, before: State): readonly Report[] {
  const { at } = message;
  const reports: Report[] = [];
  const reasons: string[] = [];
  const state = (property: string, value: Value) =>
    reports.push({ type: 'state', property, value, at });
  /** The text of a part, if this message is one of its and says something. */
  const heard = (part: TopicReader | null): string | null => {
    if (part === null || !hears(part, message)) return null;
    const reading = readText(part.template, message);
    if (!reading.ok) reasons.push(reading.reason);
    else if (reading.text.trim() === '') reasons.push('empty value');
    return reading.ok && reading.text.trim() !== '' ? reading.text.trim() : null;
  };

  const onOff = heard(basic.state);
  if (onOff !== null) {
    const on = readOnOff(basic.words, onOff);
    if (on === undefined) reasons.push('the payload means neither on nor off');
    else state('on', on);
  }
  const level = parseOr(heard(basic.states.brightness), reasons);
  const percent = level === null ? null : toPercent(basic.scale, level);
  if (percent !== null) state('brightness', percent);
  else if (level !== null) reasons.push('brightness 0 says nothing');

  const mode = heard(basic.colorMode);
  if (mode !== null && isColorMode(mode)) state('color_mode', mode);
  else if (mode !== null && mode !== 'None')
    reasons.push(`"${mode.slice(0, 40)}" is no colour mode`);
  /** Of several colours in one message the last one is lit. */
  let lit: readonly Report[] = [];
  for (const color of COLORS) {
    const said = heard(basic.states[color]);
    if (said === null || said === 'None') continue;
    // One message that names the mode and holds several colours means that mode's.
    if (mode !== null && mode !== color) continue;
    const found = readColor(basic, color, said);
    if (found === null) {
      reasons.push(`"${said.slice(0, 40)}" is no ${color}`);
      continue;
    }
    if (found.percent !== null) state('brightness', found.percent);
    const shown = shownColor(basic, color, found.value, before, at, mode !== null);
    if (basic.colorMode === null) lit = shown;
    else reports.push(...shown);
  }
  reports.push(...lit);
  if (mode !== null && isColorMode(mode) && !isColored(mode)) {
    reports.push(...othersUnknown(mode, before, at));
  }
  const effect = heard(basic.states.effect);
  if (effect !== null) state('effect', effect === 'None' ? null : effect);

  if (reports.length > 0) return reports;
  return reasons.slice(0, 1).map((reason) => ({ type: 'rejected', reason }));
}

/**
 * Without a topic for the mode the colour told last is current. With one, colours that come in
 * messages of their own are kept beside each other: the mode may follow them.
 */
function shownColor(
  { colorMode }: Basic,
  color: Colored,
  value: number | readonly number[],
  before: State,
  at: number,
  modeIsHere: boolean,
): readonly Report[] {
  if (colorMode === null) return colorReports(color, value, before, at);
  const report: Report = { type: 'state', property: PROPERTY_OF[color], value, at };
  return modeIsHere ? [report, ...othersUnknown(color, before, at)] : [report];
}

type Found = { readonly value: number | readonly number[]; readonly percent: number | null };

function readColor({ whites, states }: Basic, color: Colored, said: string): Found | null {
  if (color === 'color_temp') {
    const value = parseNumber(said);
    const kelvin = value === null || value <= 0 ? null : whites.toKelvin(value);
    return kelvin === null ? null : { value: kelvin, percent: null };
  }
  const list = channels(color, said.split(',').map(parseNumber));
  if (list === null) return null;
  if (color === 'hs' || color === 'xy' || states.brightness !== null) {
    return { value: list, percent: null };
  }
  // Nobody tells the brightness: it is in the channels (conventions §1.12).
  const brightest = splitBrightness(rgbOf({ mode: color, value: list }));
  const split = splitBrightness(list);
  return split === null || brightest === null
    ? null
    : { value: split.full, percent: brightest.percent };
}

function parseOr(said: string | null, reasons: string[]): number | null {
  if (said === null || said === 'None') return null;
  const value = parseNumber(said);
  if (value === null) reasons.push(`"${said.slice(0, 40)}" is not a number`);
  return value;
}
