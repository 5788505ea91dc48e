import { invalid, unsupported } from '../../command/refused.ts';
import { isObject } from '../safe-json.ts';
import { type Component, say } from './component.ts';

const DATE = ['year', 'month', 'day'];
const TIME = ['hour', 'minute', 'second'];

/** What a component of dates or times is written in, as JSON and as ISO 8601. */
type Form = { readonly keys: readonly string[]; readonly iso: RegExp; readonly example: string };

const FORMS: Readonly<Record<'date' | 'time' | 'datetime', Form>> = {
  date: { keys: DATE, iso: /^(\d{4})-(\d\d)-(\d\d)$/, example: '2024-05-31' },
  time: { keys: TIME, iso: /^(\d\d):(\d\d)(?::(\d\d))?$/, example: '18:30:00' },
  datetime: {
    keys: [...DATE, ...TIME],
    iso: /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/,
    example: '2024-05-31T18:30:00',
  },
};

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  year: [1970, 3000],
  month: [1, 12],
  day: [1, 31],
  hour: [0, 23],
  minute: [0, 59],
  second: [0, 59],
};

const isWithin = (key: string, value: unknown): value is number => {
  const [least, most] = LIMITS[key] ?? [0, 0];
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
};

const two = (value: number): string => String(value).padStart(2, '0');

function isoOf(parts: readonly number[], keys: readonly string[]): string {
  const joined = (names: readonly string[], mark: string) =>
    names.map((name) => two(parts[keys.indexOf(name)] ?? 0)).join(mark);
  return [
    ...(keys.includes('year') ? [joined(DATE, '-')] : []),
    ...(keys.includes('hour') ? [joined(TIME, ':')] : []),
  ].join('T');
}

/** A date or a time that can be set: a JSON object on the wire, a text in ISO 8601 for people. */
export function dateTime(type: keyof typeof FORMS): Component {
  const { keys, iso, example } = FORMS[type];
  return {
    ...{ kind: 'text', parts: [''], commands: [''] },
    capabilities: () => ({ pattern: iso.source, max: 19 }),
    read(_, message) {
      const json = message.json();
      if (!isObject(json)) return 'the state is not a JSON object';
      const parts = keys.map((key) => json[key]);
      if (!parts.every((part, i) => isWithin(keys[i]!, part))) return `the state is no ${type}`;
      return { value: isoOf(parts as number[], keys) };
    },
    encode(command, context) {
      if (command.command !== 'set') return unsupported(command.command);
      const match = iso.exec(String(command['value']).trim());
      const parts = match?.slice(1).map((part) => Number(part ?? 0));
      if (!parts?.every((part, i) => isWithin(keys[i]!, part))) {
        return invalid(`value must be a ${type} like ${example}`);
      }
      const payload = JSON.stringify(Object.fromEntries(keys.map((key, i) => [key, parts[i]])));
      return say(context, [['', payload]], { value: isoOf(parts, keys) });
    },
  };
}
