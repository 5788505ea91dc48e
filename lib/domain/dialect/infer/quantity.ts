/** What a numeric value measures. */
export type Quantity = {
  /** Folded names in several languages; several words are separated by a blank. */
  readonly names: string;
  /** Names that count only when they are the whole name. */
  readonly whole?: string;
  readonly deviceClass: string | null;
  readonly stateClass: 'measurement' | 'measurement_angle' | 'total' | 'total_increasing' | null;
  /** The unit assumed where none is told; null: none. */
  readonly unit: string | null;
  /** Units that belong to the class; a told unit outside means something else is measured. */
  readonly units: readonly string[];
  /** A value outside makes the assumed unit unlikely: then none is assumed. */
  readonly plausible?: readonly [number, number];
  /** Other units that publishers leave out, and the values that give them away. */
  readonly otherwise?: readonly (readonly [unit: string, least: number, most: number])[];
  readonly diagnostic?: true;
};

export const TEMPERATURE = ['°C', '°F', 'K'];
export const PRESSURE = ['hPa', 'mbar', 'kPa', 'Pa', 'bar', 'psi', 'inHg', 'mmHg'];
export const LENGTH = ['mm', 'cm', 'm', 'km', 'in', 'ft', 'mi'];
export const SPEED = ['km/h', 'm/s', 'mph', 'kn'];
export const VOLUME = ['L', 'mL', 'm³', 'ft³', 'gal'];
export const TIME = ['ms', 's', 'min', 'h', 'd'];
export const SIZE = ['B', 'kB', 'MB', 'GB', 'KiB', 'MiB'];

/** A quantity that is what it is at the moment. */
export const measured = (
  names: string,
  deviceClass: string | null,
  unit: string | null,
  units: readonly string[],
  more: Partial<Quantity> = {},
): Quantity => ({ names, deviceClass, stateClass: 'measurement', unit, units, ...more });

/** A counter that only rises. */
export const counted = (
  names: string,
  deviceClass: string | null,
  unit: string | null,
  units: readonly string[],
  more: Partial<Quantity> = {},
): Quantity => ({ names, deviceClass, stateClass: 'total_increasing', unit, units, ...more });
