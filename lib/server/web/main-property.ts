import type { Entity, EntityStatus } from '../../domain/entity/entity.ts';

/** What an entity is asked about when nobody says which of its properties is meant. */
const FIRST = [
  'value',
  'on',
  'state',
  'position',
  'locked',
  'current_temperature',
  'temperature',
  'percentage',
  'mode',
];

const BY_KIND: Partial<Record<Entity['kind'], string>> = {
  sensor: 'value',
  number: 'value',
  select: 'value',
  text: 'value',
  binary_sensor: 'on',
  switch: 'on',
  light: 'on',
  fan: 'on',
  siren: 'on',
  humidifier: 'on',
  cover: 'position',
  valve: 'position',
};

/** Prefers what the entity really reports; before its first report, what its kind usually does. */
export function mainProperty({ kind }: Entity, { state }: EntityStatus): string {
  const usual = BY_KIND[kind];
  if (usual !== undefined && Object.hasOwn(state, usual)) return usual;
  const reported = FIRST.find((property) => Object.hasOwn(state, property));
  return reported ?? usual ?? Object.keys(state).find((key) => key !== 'available') ?? 'state';
}

const UNITS: Readonly<Record<string, string>> = {
  brightness: '%',
  position: '%',
  tilt_position: '%',
  percentage: '%',
  color_temp_kelvin: 'K',
};

/** The unit of a property, or null. */
export const unitOf = ({ unit }: Entity, property: string): string | null =>
  property === 'value' ? unit : (UNITS[property] ?? null);
