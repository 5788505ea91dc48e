import { describedEntity } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import { ANY_RANGE, type Form, type Property } from './property.ts';

type Stat = Pick<EntityDescription, 'name' | 'unit' | 'deviceClass'>;

/** Figures a device gives of itself (version 3, and the legacy extension of version 4). */
const STATS: ReadonlyMap<string, Stat> = new Map([
  ['uptime', { name: 'Uptime', unit: 's', deviceClass: 'duration' }],
  ['signal', { name: 'Signal', unit: '%', deviceClass: null }],
  ['cputemp', { name: 'CPU temperature', unit: '°C', deviceClass: 'temperature' }],
  ['cpuload', { name: 'CPU load', unit: '%', deviceClass: null }],
  ['battery', { name: 'Battery', unit: '%', deviceClass: 'battery' }],
  ['freeheap', { name: 'Free heap', unit: 'B', deviceClass: 'data_size' }],
  ['supply', { name: 'Supply', unit: 'V', deviceClass: 'voltage' }],
]);

const PREFIX = '$stats/';
const FORM: Form = { type: 'number', isInteger: false, range: ANY_RANGE };

/** Is the attribute a figure that is shown? */
export const isStat = (attribute: string): boolean =>
  attribute.startsWith(PREFIX) && STATS.has(attribute.slice(PREFIX.length));

/** The sensor of such a figure; null if it is none. */
export function statEntity(
  root: string,
  attribute: string,
  dialect: string,
  definedBy: string,
  notes: Readonly<Record<string, unknown>>,
): EntityDescription | null {
  const stat = STATS.get(attribute.slice(PREFIX.length));
  if (stat === undefined) return null;
  const topic = `${root}/${attribute}`;
  const property: Property = {
    ...{ generation: 4, topic, stateTopic: `${root}/$state`, rootStateTopic: null },
    ...{ datatype: 'float', format: '', unit: stat.unit ?? '' },
    ...{ isSettable: false, isRetained: true },
  };
  return describedEntity({
    uniqueId: topic,
    kind: 'sensor',
    ...stat,
    stateClass: 'measurement',
    category: 'diagnostic',
    source: {
      dialect,
      definedBy,
      stateTopics: [topic],
      availability: { mode: 'latest', topics: [property.stateTopic], untilHeard: true },
      binding: { property, form: FORM, ...notes },
    },
  });
}
