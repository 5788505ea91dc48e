import type { Definition, DeviceDescription, ParsedMessage } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import type { Notebook } from '../plain/notebook.ts';
import { deviceOf, type Refinement, type ValuePlace } from '../plain/place.ts';

/**
 * What an application's tree says: where values are, or what is to be concluded at once. null: the
 * topic is not of this application.
 */
export type App = (
  levels: readonly string[],
  message: ParsedMessage,
  notebook: Notebook,
) => ValuePlace | readonly Definition[] | null;

/** Documented by its publisher; only that it is this publisher is a guess. */
const CONFIDENCE = 0.95;

/** The topic is the application's, and there is nothing in it to show. */
export const NOTHING = NOTHING_NEW;

/** What is known of a value that is measured, and its name does not tell. */
export const measured = (unit: string | null, deviceClass: string | null): Refinement => ({
  unit,
  deviceClass,
  stateClass: 'measurement',
});

/** The same with a reason that a person can use. */
export const nothing = (reason: string): readonly Definition[] => [{ type: 'rejected', reason }];

type Parts = Pick<ValuePlace, 'device' | 'uniquePrefix'> & Partial<ValuePlace>;

/** Values of an application's device. */
export const valuesAt = (parts: Parts): ValuePlace => ({
  type: 'values',
  names: [],
  context: null,
  availabilityTopics: [],
  confidence: CONFIDENCE,
  ...parts,
});

/** A device of an application, by what identifies it. */
export const appDevice = (
  identifier: string,
  name: string,
  more: Partial<DeviceDescription> = {},
): DeviceDescription => ({ ...deviceOf(identifier, name, null), ...more });

/** A sensor that takes a value too: it is shown as what it is, and can be set. */
export const SETTABLE = { commands: ['set'] } as const;
