import { readable } from '../infer/names.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, valuesAt } from './app.ts';

/** A switch by what is published to turn it. */
const turned = (topic: string, on: string, off: string): Refinement => ({
  kind: 'switch',
  deviceClass: null,
  stateClass: null,
  unit: null,
  category: null,
  binding: { as: 'boolean', says: { turn_on: on, turn_off: off } },
  commandTopics: [topic],
});

/** tuya-mqtt: `tuya/<device>/state` ON or OFF, with `…/command`; `…/dps/<n>/state` likewise. */
export const tuya: App = ([root, device, ...path], message) => {
  if (!device || path.length === 0) return null;
  const last = path.at(-1) ?? '';
  if (last === 'command' || last === 'status') return NOTHING;
  const id = `${root}/${device}`;
  const names = last === 'state' && path.length > 1 ? path.slice(0, -1) : path;
  const isSwitch = last === 'state' && /^(?:on|off)$/i.test(message.text()?.trim() ?? '');
  const command = `${message.topic.slice(0, -'state'.length)}command`;
  return valuesAt({
    device: appDevice(id, readable(device), { manufacturer: 'Tuya' }),
    uniquePrefix: id,
    names,
    availabilityTopics: [`${id}/status`],
    refine: () => (isSwitch ? turned(command, 'ON', 'OFF') : {}),
  });
};

/** What OpenBeken counts, in watt-hours: since it was reset, or in some hour or day. */
const CONSUMED = /^energycounter(_.+)?$/;
const consumed = (span: string | undefined): Refinement => ({
  unit: 'Wh',
  deviceClass: 'energy',
  stateClass: span === undefined || span === '_today' ? 'total_increasing' : null,
});

const OPEN_BEKEN = /^([^/]+)\/([A-Za-z_]*\d{0,2})\/get$/;
/** OpenBeken: `<name>/<channel or quantity>/get` says, `…/set` commands, `<name>/connected`. */
export const isOpenBeken = (topic: string): boolean =>
  topic.endsWith('/get') && OPEN_BEKEN.test(topic);

export const openBeken: App = (_levels, message) => {
  const [, name = '', channel = ''] = OPEN_BEKEN.exec(message.topic) ?? [];
  const text = message.text()?.trim() ?? '';
  // An empty message to the same topic is somebody's request.
  if (channel === '' || !/^-?\d+(?:\.\d+)?$/.test(text)) return null;
  const isSwitch = /^\d+$/.test(channel) && (text === '0' || text === '1');
  const counter = CONSUMED.exec(channel);
  const known = counter === null ? {} : consumed(counter[1]);
  return valuesAt({
    // The same as that of what stands beside the channels (`<name>/rssi`).
    device: appDevice(`plain:topic/${name}`, readable(name), { manufacturer: 'OpenBeken' }),
    uniquePrefix: `openbeken/${name}`,
    names: [channel],
    availabilityTopics: [`${name}/connected`],
    refine: () => (isSwitch ? turned(`${name}/${channel}/set`, '1', '0') : known),
  });
};

const ESPURNA = /^(.+)\/relay\/(\d)$/;
/** ESPurna: `<root>/relay/<n>` 0 or 1, with `…/set`; `<root>/status` 1 or 0 is its last will. */
export const isEspurna = (topic: string): boolean =>
  topic.includes('/relay/') && ESPURNA.test(topic) && !topic.startsWith('shellies/');

export const espurna: App = (_levels, message) => {
  const [, root = '', relay = ''] = ESPURNA.exec(message.topic) ?? [];
  const text = message.text()?.trim();
  // Others say `on` there, and take other commands.
  if (text !== '0' && text !== '1') return null;
  const device = root.slice(root.lastIndexOf('/') + 1);
  return valuesAt({
    device: appDevice(`plain:topic/${root}`, readable(device)),
    uniquePrefix: `espurna/${root}`,
    names: ['relay', relay],
    availabilityTopics: [`${root}/status`],
    refine: () => turned(`${message.topic}/set`, '1', '0'),
  });
};
