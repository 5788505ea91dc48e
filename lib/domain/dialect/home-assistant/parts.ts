import type { State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { topics } from './component.ts';
import { parseNumber } from './config.ts';
import { type OnOffWords, readOnOff } from './on-off.ts';
import { hears, readText, type TopicReader } from './topic-reader.ts';

/** What a text says, or why it says nothing. */
export type Meaning = { readonly value: Value } | { readonly reason: string };

/** One property of an entity whose properties are told apart from each other. */
export type Part = {
  readonly property: string;
  /** null: no topic tells it. */
  readonly reader: TopicReader | null;
  /** Of a text that is not empty. */
  means(text: string): Meaning;
};

/**
 * What a message says about each part. Often all parts read one JSON message that holds some of
 * them: a part that is not in it is no mistake, unless nothing is.
 */
export function readParts(parts: readonly Part[], message: ParsedMessage): readonly Report[] {
  const reports: Report[] = [];
  let reason: string | null = null;
  for (const { property, reader, means } of parts) {
    if (reader === null || !hears(reader, message)) continue;
    const reading = readText(reader.template, message);
    const text = reading.ok ? reading.text.trim() : '';
    if (!reading.ok) reason ??= reading.reason;
    else if (text === '') reason ??= 'empty value';
    else {
      const meaning = means(text);
      if ('reason' in meaning) reason ??= meaning.reason;
      else reports.push({ type: 'state', property, value: meaning.value, at: message.at });
    }
  }
  return reports.length > 0 || reason === null ? reports : [{ type: 'rejected', reason }];
}

/** The topics of the parts that are told. */
export const toldOn = (parts: readonly Part[]): readonly string[] =>
  topics(...parts.map(({ reader }) => reader?.topic));

/** Of a command's target what will be told; all of it where commands count at once. */
export function reportable(target: State, parts: readonly Part[], optimistic: boolean): State {
  if (optimistic) return target;
  const told = new Set(parts.flatMap((part) => (part.reader === null ? [] : part.property)));
  return Object.fromEntries(Object.entries(target).filter(([property]) => told.has(property)));
}

/** A text in a reason, cut. */
export const quoted = (text: string): string => `"${text.slice(0, 40)}"`;

/** `None` or the configuration's own word for it: unknown. */
export const unlessNone =
  (means: (text: string) => Meaning, none = 'None'): Part['means'] =>
  (text) =>
    text === 'None' || text === none ? { value: null } : means(text);

/** A number within limits; both are allowed. */
export const numberFrom = (least: number, most: number): Part['means'] =>
  unlessNone((text) => {
    const value = parseNumber(text);
    if (value === null) return { reason: `${quoted(text)} is not a number` };
    return value >= least && value <= most
      ? { value }
      : { reason: `${text} is not from ${least} to ${most}` };
  });

/** One of the words a configuration lists, compared exactly, as in Home Assistant. */
export const oneOf = (words: readonly string[], none?: string): Part['means'] =>
  unlessNone(
    (text) =>
      words.includes(text) ? { value: text } : { reason: `${quoted(text)} is not in its list` },
    none,
  );

/** On or off in the configuration's words. */
export const onOff =
  (words: OnOffWords): Part['means'] =>
  (text) => {
    const value = readOnOff(words, text);
    return value === undefined ? { reason: 'the payload means neither on nor off' } : { value };
  };
