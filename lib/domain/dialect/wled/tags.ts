/** Longer documents are none of WLED's. */
const MAX_LENGTH = 8_192;
const MAX_TAGS = 200;
const TAG = /<([a-z]{1,12})>([^<>]*)<\/\1>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The texts of a flat document by tag, each in order. */
export type Tags = ReadonlyMap<string, readonly string[]>;

/**
 * What stands in WLED's `<vs>` document. A scanner for just this: no attributes, no nesting, no
 * document types, no entities but the five of XML and characters by number (conventions §11).
 * null: it is no such document.
 */
export function scanTags(text: string): Tags | null {
  if (text.length > MAX_LENGTH || text.includes('<!')) return null;
  const start = text.indexOf('<vs>');
  const end = text.lastIndexOf('</vs>');
  if (start < 0 || end < start || !/^\s*(<\?xml[^<>]*\?>\s*)?$/.test(text.slice(0, start))) {
    return null;
  }
  const tags = new Map<string, string[]>();
  let count = 0;
  for (const [, name = '', content = ''] of text.slice(start + 4, end).matchAll(TAG)) {
    if (++count > MAX_TAGS) break;
    const list = tags.get(name);
    if (list === undefined) tags.set(name, [decoded(content)]);
    else list.push(decoded(content));
  }
  return tags;
}

const decoded = (content: string): string =>
  content.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (all, dec, hex, name) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : all;
    const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
    const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '';
  });

/** The whole number of a tag's first text; null if it has none. */
export function integerIn(tags: Tags, name: string, index = 0): number | null {
  const text = tags.get(name)?.[index]?.trim() ?? '';
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}
