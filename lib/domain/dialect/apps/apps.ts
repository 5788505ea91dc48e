import type { Definition, Dialect, ParsedMessage, Report } from '../dialect.ts';
import { encodeValue } from '../plain/control.ts';
import { emptyNotebook, type Notebook, recall } from '../plain/notebook.ts';
import { presenceOf } from '../plain/presence.ts';
import { readValue } from '../plain/read-value.ts';
import { defineValues, isSettled } from '../plain/values.ts';
import type { App } from './app.ts';
import { domoticz } from './domoticz.ts';
import { evcc } from './evcc.ts';
import { goCharger } from './go-e.ts';
import { ebusd, emsEsp } from './heating.ts';
import { chirpStack, thingsStack } from './lorawan.ts';
import { meshtastic } from './meshtastic.ts';
import { nuki } from './nuki.ts';
import { octoPrint } from './octoprint.ts';
import { ownTracks, readOwnTracks } from './owntracks.ts';
import { espurna, isEspurna, isOpenBeken, openBeken, tuya } from './relays.ts';
import { shellyBlu } from './shelly-blu.ts';
import { ahoyDtu, isOpenDtu, openDtu } from './solar.ts';
import { teslaMate } from './teslamate.ts';
import { victron } from './victron.ts';
import { wmbusMeters } from './wmbusmeters.ts';
import { isZwave, zwave } from './zwave.ts';

/** Applications by the first level of their topics. */
const BY_ROOT: ReadonlyMap<string, App> = new Map([
  ['N', victron],
  ['/go-eCharger', goCharger],
  ['application', chirpStack],
  ['domoticz', domoticz],
  ['ebusd', ebusd],
  ['ems-esp', emsEsp],
  ['evcc', evcc],
  ['go-eCharger', goCharger],
  ['inverter', ahoyDtu],
  ['msh', meshtastic],
  ['nuki', nuki],
  ['nukihub', nuki],
  ['octoPrint', octoPrint],
  ['octoprint', octoPrint],
  ['owntracks', ownTracks],
  ['shelly-blu', shellyBlu],
  ['teslamate', teslaMate],
  ['tuya', tuya],
  ['v3', thingsStack],
  ['wmbusmeters', wmbusMeters],
  ['zwave', zwave],
]);

/** Applications whose topics are known by their form, whatever the first level. */
const BY_FORM: readonly (readonly [(topic: string) => boolean, App])[] = [
  [isOpenDtu, openDtu],
  [isZwave, zwave],
  [isOpenBeken, openBeken],
  [isEspurna, espurna],
];

/**
 * Applications that publish a documented tree and announce nothing. Each says where its values are
 * and what is not to be seen from their names; the rest is inferred as for any plain topic.
 */
export const apps: Dialect<Notebook> = {
  name: 'apps',
  infers: true,
  announces: [],
  start: () => emptyNotebook('apps'),
  recall,
  define(memory, message) {
    const { topic } = message;
    const root = rootOf(topic);
    const byRoot = BY_ROOT.get(root);
    const app = byRoot ?? byForm(topic);
    if (app === undefined || isSettled(memory, message)) return [];
    const below = topic.slice(root.length + 1).split('/');
    const told = app(byRoot === undefined ? topic.split('/') : [root, ...below], message, memory);
    if (told === null) return [];
    return isList(told) ? told : defineValues(memory, told, message);
  },
  read(entity, message) {
    if (entity.source.binding['app'] === 'owntracks') return readOwnTracks(entity, message);
    if (!entity.source.availability?.topics.includes(message.topic))
      return readValue(entity, message);
    return readPresence(message);
  },
  encode: encodeValue,
};

/** The first level; a slash before it belongs to it, for some makers set such a prefix. */
const rootOf = (topic: string): string => topic.slice(0, Math.max(0, topic.indexOf('/', 1)));

const byForm = (topic: string): App | undefined =>
  BY_FORM.find(([isOfForm]) => isOfForm(topic))?.[1];

const isList = (told: object): told is readonly Definition[] => Array.isArray(told);

function readPresence(message: ParsedMessage): readonly Report[] {
  const online = presenceOf(message);
  return online === null
    ? [{ type: 'rejected', reason: 'the status is neither online nor offline' }]
    : [{ type: 'availability', topic: message.topic, online }];
}
