import { fieldsOf } from './hand-made-fields.ts';

/** What was typed into the form of a hand-made device. */
export type Draft = {
  readonly name: string;
  readonly room: string | null;
  readonly kind: string;
  /** By key of the configuration, as typed. */
  readonly texts: Readonly<Record<string, string>>;
  /** Further keys as JSON. */
  readonly advanced: string;
};

export const EMPTY_DRAFT: Draft = { name: '', room: null, kind: 'sensor', texts: {}, advanced: '' };

export type Config = Readonly<Record<string, unknown>>;

/** The configuration that a draft means, or what is wrong with it. */
export function configOf({ kind, texts, advanced }: Draft): Config | { readonly problem: string } {
  const more = parseAdvanced(advanced);
  if (typeof more === 'string') return { problem: more };
  const config: [string, unknown][] = [];
  for (const { key, label, type, isRequired } of fieldsOf(kind)) {
    const text = texts[key]?.trim() ?? '';
    if (text === '') {
      if (isRequired && !Object.hasOwn(more, key)) return { problem: `${label} is missing` };
      continue;
    }
    if (type === 'number') {
      const value = Number(text.replace(',', '.'));
      if (!Number.isFinite(value)) return { problem: `${label}: "${text}" is not a number` };
      config.push([key, value]);
    } else if (type === 'list') config.push([key, splitList(text)]);
    else if (type === 'flag') config.push([key, text === 'true']);
    else config.push([key, text]);
  }
  return { ...Object.fromEntries(config), ...more };
}

const splitList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

function parseAdvanced(text: string): Config | string {
  if (text.trim() === '') return {};
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Config;
    return 'Further keys: not a JSON object, like {"icon": "mdi:lamp"}';
  } catch (error) {
    return `Further keys: no JSON (${error instanceof Error ? error.message : 'unreadable'})`;
  }
}

/** Keys that say who the device is: they are the form's own, or the product's. */
const IDENTITY = ['name', 'unique_id', 'device', 'origin'];

/** The draft that leads to a configuration, as the broker keeps it; what has no field is JSON. */
export function draftOf(kind: string, config: Config): Omit<Draft, 'name' | 'room'> {
  const fields = new Map(fieldsOf(kind).map((field) => [field.key, field]));
  const texts: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (IDENTITY.includes(key)) continue;
    const text = fields.has(key) ? asText(value) : null;
    if (text === null) rest[key] = value;
    else texts[key] = text;
  }
  return {
    ...{ kind, texts },
    advanced: Object.keys(rest).length > 0 ? JSON.stringify(rest, null, 2) : '',
  };
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  // A choice with a comma in it would come apart.
  return isList && !value.some((one) => one.includes(',')) ? value.join(', ') : null;
}
