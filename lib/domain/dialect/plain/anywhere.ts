import { readable } from '../infer/names.ts';
import { isRoom } from '../infer/rooms.ts';
import { COMMANDS, deviceOf, type ValuePlace } from './place.ts';

/** Levels below which only commands travel. */
const COMMAND_TREES = new Set(
  'cmnd cmd command set commands control request rpc notify tts say log logs syslog'.split(' '),
);
/** Last levels on which programs talk to whoever mends them. */
const LOGS = new Set('log logs logging logger syslog debug console stdout stderr trace'.split(' '));
/** What a bridge says of itself and its settings. */
const BRIDGE =
  /(^|\/)bridge\/(request|response|logging|log|info|devices|groups|extensions|converters|definitions?|event|health|config|state|networkmap)(\/|$)/;
/** Trees of announcements and of the product itself, and what is written there is no measurement. */
const FOREIGN =
  /^(\$|devices\/|clients\/|control\/|spBv1\.0\/|tasmota\/discovery\/|esphome\/discover\/|homeassistant\/status$|shellies\/(announce|command)$|[RW]\/[^/]+\/)/;
/** Last levels that say how the values are written, not what they are. */
const FORMS = new Set(
  'data state states status values telemetry json readings payload message measurements attributes event up uplink out info result update sensors'.split(
    ' ',
  ),
);
/** A level that only counts: `0`, `ch1`. */
const INDEX = /^(?:ch|channel|ch_|port|zone)?\d{1,2}$/i;
/** Guessed from a topic of no known form. */
const GUESSED = 0.5;

/**
 * The place of any other topic: `…/<device>/<quantity>`, or `…/<device>[/data]` where the payload is
 * an object of several values. null for topics of commands, of the broker and of configurations.
 */
export function placeAnywhere(topic: string, severalValues: boolean): ValuePlace | null {
  if (FOREIGN.test(topic) || BRIDGE.test(topic)) return null;
  const levels = topic.split('/');
  const last = levels.at(-1) ?? '';
  if (last === '' || last === 'config' || COMMANDS.has(last.toLowerCase())) return null;
  if (LOGS.has(last.toLowerCase())) return null;
  for (const level of levels) if (level.charCodeAt(0) === 0x24) return null;
  if (levels.slice(0, -1).some((level) => COMMAND_TREES.has(level.toLowerCase()))) return null;
  const isForm = severalValues && levels.length > 1 && FORMS.has(last.toLowerCase());
  // ESPEasy's last will is that of the whole unit: `<unit>/status/LWT`.
  const isUnits = /\/status\/lwt$/i.test(topic) && levels.length > 2;
  const parents = isUnits
    ? levels.slice(0, -2)
    : severalValues && !isForm
      ? levels
      : levels.slice(0, -1);
  const path = parents.join('/');
  const owner = ownerOf(parents) ?? last;
  const room = parents.find(isRoom);
  return {
    type: 'values',
    device: deviceOf(
      `plain:topic/${path === '' ? last : path}`,
      owner,
      room === undefined ? null : readable(room),
    ),
    uniquePrefix: path === '' ? 'topic' : `topic/${path}`,
    names: severalValues ? [] : [last],
    context: owner,
    availabilityTopics: [],
    confidence: GUESSED,
  };
}

/** The last level that says something; one that only counts takes the one before along. */
function ownerOf(parents: readonly string[]): string | null {
  const named = parents.filter((level) => level !== '' && level !== 'get');
  const last = named.at(-1);
  if (last === undefined) return null;
  const before = named.at(-2);
  return readable(INDEX.test(last) && before !== undefined ? `${before} ${last}` : last);
}
