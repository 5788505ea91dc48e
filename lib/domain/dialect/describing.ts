import type { Source } from '../entity/entity.ts';
import type { DeviceDescription, EntityDescription } from './dialect.ts';

/** What must be said of an entity; the rest has the values that most entities leave it at. */
export type EntityParts = Partial<Omit<EntityDescription, 'source'>> &
  Pick<EntityDescription, 'uniqueId' | 'kind' | 'name'> & {
    readonly source: Partial<Source> & Pick<Source, 'dialect' | 'definedBy' | 'binding'>;
  };

/** A whole description of an entity from the parts that say something. */
export const describedEntity = ({ source, ...parts }: EntityParts): EntityDescription => ({
  deviceClass: null,
  stateClass: null,
  unit: null,
  category: null,
  enabled: true,
  icon: null,
  capabilities: {},
  ...parts,
  source: {
    stateTopics: [],
    commandTopics: [],
    availability: null,
    expireAfterMs: null,
    offDelayMs: null,
    optimistic: false,
    ...source,
  },
});

/**
 * A whole description of a device. `identifiers` must hold everything that may identify it in
 * another dialect too: `mac:…` as macIdentifier writes it, and what its Home Assistant discovery says.
 */
export const describedDevice = (
  parts: Partial<DeviceDescription> & Pick<DeviceDescription, 'name' | 'identifiers'>,
): DeviceDescription => ({
  manufacturer: null,
  model: null,
  swVersion: null,
  room: null,
  viaDevice: null,
  ...parts,
});

/** A MAC address in any spelling as an identifier; null if the text is none. */
export function macIdentifier(text: string): string | null {
  const digits = text.replace(/[:.-]/g, '').toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) ? `mac:${digits.match(/../g)!.join(':')}` : null;
}
