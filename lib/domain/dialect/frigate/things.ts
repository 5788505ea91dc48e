import type { EntityParts } from '../describing.ts';
import type { ParsedMessage } from '../dialect.ts';
import { featureOf, readable } from './features.ts';
import type { Place } from './place.ts';

/** An entity that a topic is shown as, without what all have in common. */
export type Thing = Omit<EntityParts, 'uniqueId' | 'source'> & {
  /** How its payload is read. */
  readonly as: 'switch' | 'number' | 'word' | 'onoff' | 'status' | 'image';
  /** Where commands go, below the prefix; absent: it takes none. */
  readonly set?: string;
};

const NUMBER = /^-?\d{1,12}(\.\d{1,12})?$/;
const ROLES = ['online', 'offline', 'disabled'];
export const JPEG = 'image/jpeg';

const isJpeg = ({ payload }: ParsedMessage): boolean =>
  payload[0] === 0xff && payload[1] === 0xd8 && payload[2] === 0xff;

/** What a place shows by this message; null if the message says nothing that could be shown. */
export function thingAt(
  place: Place,
  rest: string,
  prefix: string,
  message: ParsedMessage,
): Thing | null {
  if (place.type === 'snapshot') {
    if (!isJpeg(message)) return null;
    const media = { topic: `${prefix}/${rest}`, encoding: 'raw', contentType: JPEG } as const;
    return { kind: 'camera', name: readable(place.object), as: 'image', capabilities: { media } };
  }
  const text = message.text()?.trim() ?? '';
  const isOnOff = text === 'ON' || text === 'OFF';
  switch (place.type) {
    case 'feature': {
      const feature = featureOf(place.feature, text);
      if (feature === null) return null;
      const set = `${rest.slice(0, -'state'.length)}set`;
      switch (feature.kind) {
        case 'switch':
          return { ...feature, as: 'switch', set };
        case 'number':
          return { ...feature, as: 'number', set, category: 'config' };
        case 'select':
          return { ...feature, as: 'word', set, category: 'config' };
        case 'sensor':
          return { ...feature, as: 'word', category: 'diagnostic' };
      }
      break;
    }
    case 'motion':
      return isOnOff
        ? { kind: 'binary_sensor', name: 'Motion', deviceClass: 'motion', as: 'onoff' }
        : null;
    case 'tracking':
      return isOnOff
        ? { kind: 'binary_sensor', name: 'PTZ tracking', deviceClass: 'moving', as: 'onoff' }
        : null;
    case 'audio':
      return audio(place.what, text, isOnOff);
    case 'count': {
      if (!/^\d{1,6}$/.test(text)) return null;
      const name = `${readable(place.object)} ${place.active ? 'active count' : 'count'}`;
      return { kind: 'sensor', name, stateClass: 'measurement', as: 'number' };
    }
    case 'status':
      return ROLES.includes(text)
        ? {
            ...{ kind: 'binary_sensor', name: `${readable(place.role)} status`, as: 'status' },
            ...{ deviceClass: 'connectivity', category: 'diagnostic' },
          }
        : null;
    case 'review': {
      const options = ['NONE', 'DETECTION', 'ALERT'];
      if (!options.includes(text)) return null;
      return {
        ...{ kind: 'sensor', name: 'Review status', deviceClass: 'enum', as: 'word' },
        capabilities: { options },
      };
    }
    case 'classified':
      return text === ''
        ? null
        : { kind: 'sensor', name: `${readable(place.model)} classification`, as: 'word' };
    default:
      return null;
  }
  return null;
}

function audio(what: string, text: string, isOnOff: boolean): Thing | null {
  if (isOnOff) {
    return {
      kind: 'binary_sensor',
      name: `${readable(what)} sound`,
      deviceClass: 'sound',
      as: 'onoff',
    };
  }
  if (!NUMBER.test(text)) return null;
  const level = { kind: 'sensor', stateClass: 'measurement', as: 'number' } as const;
  return what === 'dBFS'
    ? { ...level, name: 'Sound level', deviceClass: 'sound_pressure', unit: 'dB' }
    : { ...level, name: `Sound ${what === 'rms' ? 'RMS' : readable(what).toLowerCase()}` };
}
