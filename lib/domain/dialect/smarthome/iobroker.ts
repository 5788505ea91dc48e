import { unsupported } from '../../command/refused.ts';
import { describedDevice } from '../describing.ts';
import type { Definition, Dialect, ParsedMessage } from '../dialect.ts';
import { readItem } from './binding.ts';
import type { Spot } from './describe.ts';
import { itemOf } from './item.ts';
import { isSettled, type Made, make, recall } from './made.ts';

const DIALECT = 'iobroker';

/** Adapters whose states are often on MQTT; their names make bare values certain enough. */
const ADAPTERS = new Set(
  `0_userdata alias admin alexa2 backitup bmw bosch-homecom broadlink2 bydhvs cloud daswetter deconz
   discovery dwd e3dc-rscp enigma2 enocean esphome feiertage fritzdect fronius fullybrowser
   fullybrowser3 harmony heatingcontrol hm-rega hm-rpc hmip homeconnect homekit-controller hue
   hue-extended ical icloud javascript kecontact kodi lcn lgtv linkeddevices linux-control loxone
   lovelace luxtronik1 luxtronik2 maxcube meross mihome mihome-vacuum miele milight mobile-alerts mqtt
   mqtt-client netatmo nuki nuki-extended nut onvif opcua openknx openweathermap plenticore pi-hole
   rpi2 rflink scenes senec shelly shuttercontrol smartmeter snmp sonnen sonoff sonos sourceanalytix
   spotify-premium synology tado tankerkoenig telegram text2command tibberlink tr-064 trashschedule
   tuya unifi vis vw-connect weatherunderground wifilight wmbus worx yahka yeelight-2 zigbee zwave2
   sma-em`.split(/\s+/),
);
/** Hardly anybody runs one adapter ten times; two digits are somebody else's address. */
const INSTANCE = /^\d$/;
const COMMANDS = new Set(['set', 'get', 'cmd', 'command']);

/** ioBroker's states as topics, `.` written as `/` (conventions §7.6). */
export const ioBroker: Dialect = {
  name: DIALECT,
  infers: true,
  announces: [],
  start: (): Made => new Map(),
  recall: (made, entities) => recall(made as Made, entities),
  define: (made, message) => define(made as Made, message),
  read: readItem,
  encode: (_entity, command) => unsupported(command.command),
};

function define(made: Made, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  const levels = topic.split('/');
  if (levels.length < 3 || topic.startsWith('$')) return [];
  const isOwn = levels[0]?.toLowerCase() === 'iobroker';
  const at = levels.findIndex(
    (level, i) =>
      i < 3 && (ADAPTERS.has(level) || (isOwn && i === 1)) && INSTANCE.test(levels[i + 1] ?? ''),
  );
  // Without an adapter's name only ioBroker's own envelope is certain.
  if (at < 0 && !mayBeEnvelope(message.payload)) return [];
  const last = levels.at(-1) ?? '';
  if (last === '' || COMMANDS.has(last.toLowerCase()) || message.payload.length === 0) return [];
  const item = itemOf(message);
  if (item === null || isSettled(made, topic, item.scalar)) return [];
  if (at < 0 && !item.isAcknowledged) return [];
  const path = at < 0 ? levels : levels.slice(at + 2);
  if (path.length === 0 || (at >= 0 && levels.length < at + 3)) return [];
  const instance = at < 0 ? '' : levels.slice(at, at + 2).join('.');
  return make(made, deviceOf(levels, path, instance), spotOf(topic, path, instance), item.scalar);
}

/** An object with `"val"` near its beginning: all others are spared the parser. */
function mayBeEnvelope(payload: Uint8Array): boolean {
  if (payload[0] !== 0x7b) return false;
  const end = Math.min(payload.length - 5, 200);
  for (let at = 1; at <= end; at++) {
    if (VAL.every((code, i) => payload[at + i] === code)) return true;
  }
  return false;
}

/** `"val"` */
const VAL = [0x22, 0x76, 0x61, 0x6c, 0x22];

/** The last level before the value's that is no number (a channel) is the device. */
function deviceIndex(path: readonly string[]): number {
  return path.slice(0, -1).findLastIndex((level) => level !== '' && !/^\d+$/.test(level));
}

function deviceOf(levels: readonly string[], path: readonly string[], instance: string) {
  const index = deviceIndex(path);
  const depth = levels.length - path.length + index + 1;
  return describedDevice({
    name: path[index] ?? (instance || (levels.at(-2) ?? '')),
    identifiers: [`${DIALECT}:${levels.slice(0, depth).join('/')}`],
  });
}

function spotOf(topic: string, path: readonly string[], instance: string): Spot {
  const index = deviceIndex(path);
  return {
    ...{ dialect: DIALECT, topic, uniqueId: topic, setTopic: null, isWritten: false },
    name: path.slice(index + 1).join(' '),
    level: path.at(-1) ?? topic,
    context: path[index] ?? instance,
    availabilityTopic: null,
    confidence: instance === '' ? 0.8 : 0.85,
  };
}
