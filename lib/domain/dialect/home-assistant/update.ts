import type { Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { text, textOf, textOrNull } from './config.ts';
import { isWebAddress } from './image.ts';
import { hears, readText, type TopicReader, topicReader } from './topic-reader.ts';

/** How templates and firmwares print that they know none. */
const NO_VERSION: ReadonlySet<string> = new Set(['', 'None', 'null']);

const TEXTS = ['title', 'release_summary', 'release_url'] as const;

/** Home Assistant's `update` (conventions §1.13): versions, and how far an installation is. */
export const update: Component = {
  kind: 'update',
  keys: [
    ...COMMAND_KEYS,
    ...['state_topic', 'value_template', 'latest_version_topic', 'latest_version_template'],
    ...['payload_install', 'device_class', ...TEXTS],
  ],
  open(config) {
    const state = topicReader(config, 'state_topic', 'value_template');
    const latest = topicReader(config, 'latest_version_topic', 'latest_version_template');
    const command = commandSender(config);
    const payload = text(config, 'payload_install');
    if (state === null && latest === null && command === null) {
      return 'an update needs a state_topic, a latest_version_topic or a command_topic';
    }
    const install = command === null || payload === null ? null : () => command.send(payload, {});
    /** What the configuration says once and for all; a device's own word replaces it. */
    const fixed = Object.fromEntries(
      TEXTS.flatMap((key): [string, Value][] => {
        const value = shownText(key, textOrNull(config, key));
        return value === null ? [] : [[key, value]];
      }),
    );
    return {
      ...PLAIN,
      deviceClass: textOrNull(config, 'device_class') === 'firmware' ? 'firmware' : null,
      capabilities: { commands: install === null ? [] : ['install'] },
      stateTopics: topics(state?.topic, latest?.topic),
      commandTopics: install === null ? [] : topics(command?.topic),
      read(message, before) {
        const read = [...readState(state, message), ...readLatest(latest, message)];
        if (!read.some(({ type }) => type === 'state')) return read;
        return [...read, ...untold(fixed, read, before, message.at)];
      },
      encode: ({ command: name }): Encoded => install?.() ?? unsupported(name),
    };
  },
};

function readState(part: TopicReader | null, message: ParsedMessage): readonly Report[] {
  if (part === null || !hears(part, message)) return [];
  const reading = readText(part.template, message);
  if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
  const given = reading.text.trim();
  if (given === '' || given === '{}') return [{ type: 'rejected', reason: 'empty state' }];
  const json = parseJson(given);
  // A version like 1.10 is also a JSON number: what is no object is the version as it is written.
  const known = isObject(json) ? fromObject(json) : { installed_version: version(given) };
  const reports = Object.entries(known).map(
    ([property, value]): Report => ({ type: 'state', property, value, at: message.at }),
  );
  return reports.length > 0
    ? reports
    : [{ type: 'rejected', reason: 'nothing in the state is known to an update' }];
}

function readLatest(part: TopicReader | null, message: ParsedMessage): readonly Report[] {
  if (part === null || !hears(part, message)) return [];
  const reading = readText(part.template, message);
  if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
  if (reading.text.trim() === '') return [{ type: 'rejected', reason: 'empty version' }];
  return [
    {
      type: 'state',
      property: 'latest_version',
      value: version(reading.text.trim()),
      at: message.at,
    },
  ];
}

function fromObject(json: Readonly<Record<string, unknown>>): Record<string, Value> {
  const known: Record<string, Value> = {};
  for (const key of ['installed_version', 'latest_version'] as const) {
    if (key in json) known[key] = version(textOf(json[key]));
  }
  for (const key of TEXTS) if (key in json) known[key] = shownText(key, textOf(json[key]));
  const { in_progress: progress, update_percentage: percentage } = json;
  if (typeof progress === 'boolean') known['in_progress'] = progress;
  // Before there was a percentage of its own, the progress was a number.
  if (typeof progress === 'number') {
    known['in_progress'] = true;
    known['update_percentage'] = percent(progress);
  }
  if (progress === null) known['in_progress'] = null;
  if (percentage !== undefined) {
    const value = percent(percentage);
    known['update_percentage'] = value;
    if (value !== null && typeof progress !== 'boolean') known['in_progress'] = true;
  }
  if (known['in_progress'] === false && 'update_percentage' in known)
    known['update_percentage'] = null;
  return known;
}

const version = (text: string | null): Value =>
  text === null || NO_VERSION.has(text) ? null : text;

const percent = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value <= 100 ? value : null;

const shownText = (key: (typeof TEXTS)[number], text: string | null): Value =>
  text === null || text === '' || (key === 'release_url' && !isWebAddress(text)) ? null : text;

/** What the configuration says, where the device itself does not say it. */
function untold(
  fixed: Readonly<Record<string, Value>>,
  read: readonly Report[],
  before: State,
  at: number,
): readonly Report[] {
  const told = new Set(read.flatMap((report) => ('property' in report ? [report.property] : [])));
  return Object.entries(fixed)
    .filter(([key, value]) => !told.has(key) && before[key] !== value)
    .map(([property, value]): Report => ({ type: 'state', property, value, at }));
}
