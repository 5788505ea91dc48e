import type { Binding } from '../../entity/entity.ts';
import { isObject } from '../safe-json.ts';

export type Scalar = string | number | boolean;

/** Bits of `access` (conventions §2.4). */
export const PUBLISHED = 1;
export const SETTABLE = 2;
export const GETTABLE = 4;

/** One `expose` of a device or a feature of one, as far as entities are made of it. */
export type Expose = {
  readonly type: string;
  readonly name: string;
  /** Key in the state and in commands; empty: a composite whose parts stand in the state itself. */
  readonly property: string;
  readonly label: string | null;
  readonly endpoint: string | null;
  readonly access: number;
  readonly unit: string | null;
  readonly category: 'config' | 'diagnostic' | null;
  readonly valueOn: Scalar | null;
  readonly valueOff: Scalar | null;
  readonly valueToggle: Scalar | null;
  readonly values: readonly Scalar[];
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  readonly features: readonly Expose[];
  /** What a list is a list of. */
  readonly item: Expose | null;
};

const MAX_FEATURES = 64;
const MAX_VALUES = 512;
const MAX_DEPTH = 6;

/** Reads an expose; null if it is none. Anything strange in it is left out. */
export function readExpose(json: unknown, depth = MAX_DEPTH): Expose | null {
  if (!isObject(json) || depth === 0) return null;
  const type = textOf(json['type']);
  if (type === null) return null;
  const inner = (list: unknown) =>
    Array.isArray(list)
      ? list.slice(0, MAX_FEATURES).flatMap((item) => readExpose(item, depth - 1) ?? [])
      : [];
  const features = inner(json['features']);
  const given = textOf(json['property']);
  const name = textOf(json['name']) ?? given ?? type;
  return {
    type,
    name,
    property: given ?? (type === 'composite' ? '' : (textOf(json['name']) ?? '')),
    label: textOf(json['label']),
    endpoint: textOf(json['endpoint']),
    access: accessOf(json['access'], features),
    unit: textOf(json['unit']),
    category:
      json['category'] === 'config' || json['category'] === 'diagnostic' ? json['category'] : null,
    valueOn: scalarOf(json['value_on']),
    valueOff: scalarOf(json['value_off']),
    valueToggle: scalarOf(json['value_toggle']),
    values: Array.isArray(json['values'])
      ? json['values'].slice(0, MAX_VALUES).filter((value) => scalarOf(value) !== null)
      : [],
    min: numberOf(json['value_min']),
    max: numberOf(json['value_max']),
    step: numberOf(json['value_step']),
    features,
    item: isObject(json['item_type'])
      ? readExpose({ name: 'item', ...json['item_type'] }, depth - 1)
      : null,
  };
}

/** An expose as it is kept in a binding: what reading and encoding need, in the words of the device. */
export function keptExpose(expose: Expose): Binding {
  const kept: Record<string, unknown> = {
    type: expose.type,
    name: expose.name,
    access: expose.access,
  };
  const keep = (key: string, value: unknown) => {
    if (value !== null && value !== undefined) kept[key] = value;
  };
  if (expose.property !== '') kept['property'] = expose.property;
  keep('endpoint', expose.endpoint);
  keep('unit', expose.unit);
  keep('value_on', expose.valueOn);
  keep('value_off', expose.valueOff);
  keep('value_toggle', expose.valueToggle);
  keep('value_min', expose.min);
  keep('value_max', expose.max);
  keep('value_step', expose.step);
  if (expose.values.length > 0) kept['values'] = expose.values;
  if (expose.features.length > 0) kept['features'] = expose.features.map(keptExpose);
  if (expose.item !== null) kept['item_type'] = keptExpose(expose.item);
  return kept;
}

export const isPublished = ({ access }: Expose) => (access & (PUBLISHED | GETTABLE)) !== 0;
export const isSettable = ({ access }: Expose) => (access & SETTABLE) !== 0;

export const featureNamed = (expose: Expose, ...names: readonly string[]): Expose | null =>
  names.flatMap((name) => expose.features.filter((feature) => feature.name === name))[0] ?? null;

/** The property without the endpoint it is of: `state` of `state_l1`. */
export const plainProperty = ({ property, endpoint }: Expose): string =>
  endpoint !== null && property.endsWith(`_${endpoint}`)
    ? property.slice(0, -endpoint.length - 1)
    : property;

/** How a person calls it: the label, else the name, with the endpoint (conventions §10). */
export function titleOf(expose: Expose): string {
  const title = expose.label ?? capitalised(expose.name);
  return expose.endpoint === null ? title : `${title} ${expose.endpoint}`;
}

export function capitalised(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A text of at least one character; numbers stand for themselves (endpoints). */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number, also one that is written as a text. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const scalarOf = (value: unknown): Scalar | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;

/** Bits; `r`, `w` and `rw` in the first versions; where it is left out its parts tell. */
function accessOf(access: unknown, features: readonly Expose[]): number {
  if (typeof access === 'number') return access & (PUBLISHED | SETTABLE | GETTABLE);
  if (typeof access === 'string') {
    const read = access.includes('r') ? PUBLISHED | GETTABLE : 0;
    return read | (access.includes('w') ? SETTABLE : 0);
  }
  return features.reduce((bits, feature) => bits | feature.access, 0) || PUBLISHED;
}
