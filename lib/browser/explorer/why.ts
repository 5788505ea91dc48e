import type { Value } from '../../domain/entity/entity.ts';
import type { Explanation, Opinion, Reader } from '../../domain/entity/explain.ts';
import { NOBODY_READS } from '../../domain/entity/outcome.ts';
import { dialectWords } from '../words/dialect-words.ts';
import { readable, SECRET, valueWords } from '../words/words.ts';

/** One sentence of why a message is shown as it is. */
export type WhyLine = {
  /** `used`: it has an effect · `problem`: it has none because of this · `note`: by the way. */
  readonly tone: 'used' | 'problem' | 'note';
  readonly text: string;
  /** The entities it speaks of. */
  readonly entities: readonly { readonly id: string; readonly name: string }[];
};

/** What the sentences need to know of an entity. */
export type NamedEntity = {
  readonly name: string;
  readonly dialect: string;
  readonly unit: string | null;
  /** Its value is for nobody's eyes. */
  readonly secret: boolean;
};

export type FindEntity = (id: string) => NamedEntity | undefined;

const MOST_NAMES = 12;

/** An explanation in sentences: what comes of it first, then why not, then what else there is. */
export function whyLines(explanation: Explanation, find: FindEntity): readonly WhyLine[] {
  const { opinions, readers, commandOf } = explanation;
  const explicit = opinions.filter(({ infers }) => !infers);
  const claimed = [...readers.map(({ entityId }) => entityId), ...commandOf].some((id) =>
    opinions.some(({ dialect, infers }) => !infers && dialect === find(id)?.dialect),
  );
  const announced = explicit.some(({ verdict }) => verdict !== 'not_mine');
  const lines = [
    ...explicit.flatMap(opinionLines),
    ...guessLines(opinions, claimed || announced, readers),
    ...readers.flatMap((reader) => readerLines(reader, find, announced)),
    ...commandLines(commandOf, readers, find),
  ];
  const others = opinions.filter(({ verdict }) => verdict === 'not_mine').length;
  if (!lines.some(({ tone }) => tone === 'used')) lines.push(nothing(explanation, lines));
  if (others > 0 && others < opinions.length)
    lines.push(note(`${others} other dialects do not recognise it.`));
  const order = ['used', 'problem', 'note'];
  return lines.sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}

const note = (text: string): WhyLine => ({ tone: 'note', text, entities: [] });
const problem = (text: string): WhyLine => ({ tone: 'problem', text, entities: [] });

/** What a dialect says that knows its devices by announcements. */
function opinionLines({ dialect, verdict, defines, reasons }: Opinion): WhyLine[] {
  const name = dialectWords(dialect);
  const refused = reasons.map((reason) =>
    problem(
      `${name} recognises it but cannot use ${verdict === 'defines' ? 'a part of it' : 'it'}: ${reason}.`,
    ),
  );
  switch (verdict) {
    case 'defines':
      return [
        {
          tone: 'used',
          text: `${name} reads it as an announcement: it defines ${things(defines)}.`,
          entities: [],
        },
        ...refused,
      ];
    case 'removes':
      return [
        {
          tone: 'used',
          text: `${name} takes away what this topic announced before.`,
          entities: [],
        },
        ...refused,
      ];
    case 'refuses':
      return refused;
    case 'not_mine':
      return [];
  }
}

/** Those that guess are asked last, the surest first, and only for what nobody announced. */
function guessLines(
  opinions: readonly Opinion[],
  claimed: boolean,
  readers: readonly Reader[],
): WhyLine[] {
  const guesses = opinions.filter(({ infers, verdict }) => infers && verdict === 'defines');
  const refused = opinions.filter(
    ({ infers, verdict }) => infers && verdict === 'refuses' && !claimed,
  );
  const [surest, ...rest] = guesses;
  const lines: WhyLine[] = refused.flatMap(({ dialect, reasons }) =>
    reasons.map((reason) =>
      problem(`As “${dialectWords(dialect)}” it cannot be taken: ${reason}.`),
    ),
  );
  if (surest === undefined) return lines;
  const name = dialectWords(surest.dialect);
  const isRead = readers.some(({ dialect }) => dialect === surest.dialect);
  if (claimed) {
    lines.push(
      note(
        `As “${name}” it could be ${things(surest.defines)}, but nobody has to guess: the topic belongs to a device that was announced.`,
      ),
    );
  } else if (isRead) {
    lines.push(
      note(`Nobody announced it. As “${name}” it was guessed to be ${things(surest.defines)}.`),
    );
  } else {
    lines.push({
      tone: 'used',
      text: `Nobody announced it. As “${name}” it is guessed to be ${things(surest.defines)}.`,
      entities: [],
    });
  }
  if (rest.length > 0 && !claimed)
    lines.push(
      note(
        `It could be ${list(rest.map(({ dialect }) => `“${dialectWords(dialect)}”`))}, too, but “${name}” is surer.`,
      ),
    );
  return lines;
}

function readerLines(reader: Reader, find: FindEntity, announced: boolean): WhyLine[] {
  const { entityId, values, available, reasons } = reader;
  const entity = find(entityId);
  const entities = [{ id: entityId, name: entity?.name ?? entityId }];
  const parts = values.map(({ property, value }) => valuePart(property, value, entity));
  if (available !== null)
    parts.push(available ? 'that it can be reached' : 'that it cannot be reached');
  const lines: WhyLine[] = [];
  if (parts.length > 0) lines.push({ tone: 'used', text: `reads ${list(parts)}.`, entities });
  for (const reason of reasons)
    lines.push({ tone: 'problem', text: `listens to this topic, but: ${reason}.`, entities });
  if (lines.length === 0)
    lines.push({
      tone: announced ? 'note' : 'problem',
      text: 'listens to this topic, but nothing in this message concerns it.',
      entities,
    });
  return lines;
}

function valuePart(property: string, value: Value, entity: NamedEntity | undefined): string {
  const shown = entity?.secret
    ? SECRET
    : valueWords(value, property === 'value' ? (entity?.unit ?? null) : null);
  const short = shown.length > 120 ? `${shown.slice(0, 120)}…` : shown;
  return property === 'value' ? short : `${readable(property).toLowerCase()} = ${short}`;
}

function commandLines(
  ids: readonly string[],
  readers: readonly Reader[],
  find: FindEntity,
): WhyLine[] {
  if (ids.length === 0) return [];
  const entities = ids.slice(0, MOST_NAMES).map((id) => ({ id, name: find(id)?.name ?? id }));
  const text =
    readers.length > 0
      ? 'takes commands here as well.'
      : 'takes commands here. Commands are sent to the device and not read back.';
  return [{ tone: 'used', text, entities }];
}

/** It changes nothing: the reason under which it is counted. */
function nothing({ form }: Explanation, lines: readonly WhyLine[]): WhyLine {
  if (lines.some(({ tone }) => tone === 'problem'))
    return problem('So this message changes nothing.');
  const what = {
    empty: 'An empty message says nothing to anybody here',
    binary: 'No dialect recognises these bytes',
    json: 'No dialect recognises this JSON on this topic',
    text: 'No dialect recognises this text on this topic',
  }[form];
  return problem(
    `${what}, and no device of this home uses the topic. It is ignored, and counted as “${NOBODY_READS}”.`,
  );
}

function things(defines: Opinion['defines']): string {
  const names = defines.map(({ device, kind, name, unit }) => {
    const words = [device, name].filter((word) => word !== null && word !== '');
    const title = [...new Set(words)].join(' ');
    const what = readable(kind).toLowerCase();
    const inUnit = unit ? ` in ${unit}` : '';
    return title ? `“${title}” (${what}${inUnit})` : `a ${what}${inUnit}`;
  });
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown);
}

function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
