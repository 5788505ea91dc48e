import { describedDevice, describedEntity } from '../describing.ts';
import type { DeviceDescription, EntityDescription } from '../dialect.ts';
import type { Notebook } from './notebook.ts';
import type { Thing } from './things.ts';

export const DIALECT = 'frigate';

/** An entity whose topic is all its own. */
export function entityOf(
  prefix: string,
  rest: string,
  { as, set, ...thing }: Thing,
): EntityDescription {
  return describedEntity({
    ...thing,
    uniqueId: `${prefix}/${rest}`,
    source: {
      dialect: DIALECT,
      definedBy: `${prefix}/${rest}`,
      stateTopics: [`${prefix}/${rest}`],
      commandTopics: set === undefined ? [] : [`${prefix}/${set}`],
      availability: availabilityOf(prefix),
      binding: { prefix, as },
    },
  });
}

export const availabilityOf = (prefix: string) =>
  ({ mode: 'latest', topics: [`${prefix}/available`], untilHeard: true }) as const;

const hubId = (prefix: string) => `frigate:${prefix}`;

/** A camera or a zone, or the program itself. */
export function deviceOf(
  { version }: Notebook,
  prefix: string,
  camera: string | null,
): DeviceDescription {
  return camera === null
    ? describedDevice({
        ...{ name: 'Frigate', manufacturer: 'Frigate', swVersion: version },
        identifiers: [hubId(prefix)],
      })
    : describedDevice({
        ...{ name: camera, manufacturer: 'Frigate' },
        identifiers: [`${hubId(prefix)}/${camera}`],
        viaDevice: hubId(prefix),
      });
}

export const restart = (prefix: string): EntityDescription =>
  describedEntity({
    uniqueId: `${prefix}/restart`,
    ...{ kind: 'button', name: 'Restart', deviceClass: 'restart', category: 'config' },
    source: {
      dialect: DIALECT,
      definedBy: `${prefix}/stats`,
      commandTopics: [`${prefix}/restart`],
      availability: availabilityOf(prefix),
      binding: { prefix, as: 'restart' },
    },
  });
