import { DIALECTS } from '../../domain/dialect/dialects.ts';
import type { Entity } from '../../domain/entity/entity.ts';
import { compareKinds } from '../entity/arrange.ts';
import { readable } from './words.ts';

/** What of an entity tells what the thing is. */
type Told = Pick<Entity, 'id' | 'kind' | 'deviceClass' | 'category'>;

/** The entity that a device is mainly there for: what one acts on before what it measures. */
export function mainEntity<E extends Told>(entities: readonly E[]): E | undefined {
  const own = entities.filter(({ category }) => category === null);
  const among = own.length > 0 ? own : entities;
  return [...among].sort(compareKinds)[0];
}

/** What a device looks like, by what it mainly does: "a temperature sensor". */
export function likenessWords(entities: readonly Told[]): string {
  const main = mainEntity(entities);
  if (main === undefined) return 'something unknown';
  const { kind, deviceClass } = main;
  const named = kind === 'sensor' || kind === 'binary_sensor';
  const what =
    named && deviceClass !== null
      ? `${readable(deviceClass).toLowerCase()} sensor`
      : kind === 'binary_sensor'
        ? 'sensor of something that is on or off'
        : readable(kind).toLowerCase();
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}

type Sure = {
  readonly byHand: boolean;
  readonly confidence: number;
  readonly dialect: string;
};

/** Dialects that know a device by what it says, not by an announcement. */
const INFERRING = new Set(DIALECTS.filter(({ infers }) => infers).map(({ name }) => name));

/** How the home came to know what a device is. */
export function confidenceWords(
  { byHand, confidence, dialect }: Sure,
  entities: readonly Told[],
): string {
  if (byHand) return 'Defined by hand';
  if (confidence >= 1) return INFERRING.has(dialect) ? 'Known by its topics' : 'Announced itself';
  const percent = Math.round(confidence * 100);
  return `Looks like ${likenessWords(entities)}, ${percent} % sure`;
}
