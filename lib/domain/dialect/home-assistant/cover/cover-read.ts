import type { State, Value } from '../../../entity/entity.ts';
import type { ParsedMessage, Report } from '../../dialect.ts';
import { isObject, parseJson } from '../../safe-json.ts';
import { parseNumber, textOf } from '../config.ts';
import { means } from '../on-off.ts';
import { quoted } from '../parts.ts';
import { clampPercent, toPercent } from '../ranges.ts';
import { hears, readText, type TopicReader } from '../topic-reader.ts';
import type { CoverConfig } from './cover-config.ts';

/**
 * What a message says about a cover: first its position, for that decides what "stopped" means in
 * the same message, then its state and its slats.
 */
export function readCover(
  cover: CoverConfig,
  message: ParsedMessage,
  before: State,
): readonly Report[] {
  const found: Record<string, Value> = {};
  let reason: string | null = null;
  const complain = (why: string) => {
    reason ??= why;
  };
  const heard = (reader: TopicReader | null, take: (text: string) => void) => {
    if (reader === null || !hears(reader, message)) return;
    const reading = readText(reader.template, message);
    if (!reading.ok) complain(reading.reason);
    else if (reading.text.trim() === '') complain('empty value');
    else take(reading.text.trim());
  };

  const takeTilt = (given: unknown) => {
    const value = parseNumber(textOf(given) ?? '');
    const { none, all } = cover.tilt;
    const tilt = value === null ? null : Math.round(value);
    if (tilt === null) complain(`${quoted(textOf(given) ?? 'the tilt')} is not a number`);
    else if (tilt < Math.min(none, all) || tilt > Math.max(none, all))
      complain(`tilt ${tilt} is not from ${none} to ${all}`);
    else found['tilt'] = toPercent(cover.tilt, tilt);
  };
  const takePosition = (text: string) => {
    if (text === 'None') {
      found['position'] = null;
      return;
    }
    const json = parseJson(text);
    if (isObject(json) && 'tilt_position' in json) takeTilt(json['tilt_position']);
    const given = isObject(json) ? json['position'] : text;
    const value = parseNumber(textOf(given) ?? '');
    if (value === null) return complain('the payload names no position');
    const percent = clampPercent(toPercent(cover.position, value));
    found['position'] = percent;
    // A topic for the state is the only judge of it.
    if (cover.readers.state === null) found['state'] = percent === 0 ? 'closed' : 'open';
  };

  heard(cover.readers.position, takePosition);
  heard(cover.readers.state, (text) => {
    const state = stateOf(cover, text, { ...before, ...found });
    if (state === undefined) complain(`${quoted(text)} is no state of this cover`);
    else found['state'] = state;
  });
  heard(cover.readers.tilt, takeTilt);

  const reports = Object.entries(found).map(
    ([property, value]): Report => ({ type: 'state', property, value, at: message.at }),
  );
  return reports.length > 0 || reason === null ? reports : [{ type: 'rejected', reason }];
}

/** undefined: the text is no state. */
function stateOf(
  { words, readers }: CoverConfig,
  text: string,
  { state, position }: State,
): Value | undefined {
  if (means(words.stopped, text)) {
    if (readers.position !== null) return position === 0 ? 'closed' : 'open';
    return state === 'closed' || state === 'closing' ? 'closed' : 'open';
  }
  const known = (['opening', 'closing', 'open', 'closed'] as const).find((name) =>
    means(words[name], text),
  );
  return known ?? (text === 'None' ? null : undefined);
}
