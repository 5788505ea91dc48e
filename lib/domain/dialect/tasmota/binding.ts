import type { Entity, Source } from '../../entity/entity.ts';
import type { Wiring } from './wiring.ts';

/** The words a device uses for its states and for its presence. */
export type Words = {
  readonly off: string;
  readonly on: string;
  readonly offline: string;
  readonly online: string;
};

export const USUAL_WORDS: Words = { off: 'OFF', on: 'ON', offline: 'Offline', online: 'Online' };

/** What a light is made of: the kinds of its channels. */
export type LightForm = 'dimmer' | 'ct' | 'rgb' | 'rgbw' | 'rgbcw';

export type LightBinding = {
  readonly role: 'light';
  /** Names under which its power is told, as in `POWER1`; the first one is commanded. */
  readonly power: readonly string[];
  readonly form: LightForm;
  /** The command that dims: `Dimmer`, `Dimmer2`, `Channel1`. */
  readonly dim: string;
  /** Names under which its brightness is told. */
  readonly levels: readonly string[];
  /** [coldest, warmest] */
  readonly mired: readonly [number, number];
  /** Dimming does not switch it on (SetOption20). */
  readonly separatePower: boolean;
  /** Fading takes as long as told, not in proportion to the change (SetOption117). */
  readonly fixedFade: boolean;
};

/** A value by its path in STATE or SENSOR. */
export type SensorBinding = {
  readonly role: 'sensor';
  readonly path: readonly (string | number)[];
  readonly as: 'number' | 'text' | 'boolean' | 'uptime';
  /** Beside it stands when it was last reset, under this name. */
  readonly reset?: string;
};

/** How one entity is read and commanded. */
export type Role =
  | { readonly role: 'power'; readonly power: readonly string[] }
  | LightBinding
  | {
      readonly role: 'shutter';
      readonly number: number;
      readonly inverted: boolean;
      /** [closed, open] in the device's degrees; null: it cannot tilt. */
      readonly tilt: readonly [number, number] | null;
    }
  | { readonly role: 'fan' }
  | { readonly role: 'input'; readonly keys: readonly string[] }
  /** Presses of a button or a detached switch. */
  | { readonly role: 'action'; readonly keys: readonly string[] }
  | SensorBinding
  /** Codes by radio or infrared. */
  | { readonly role: 'received'; readonly key: string }
  /** A card or chip before a reader. */
  | { readonly role: 'tag'; readonly key: string }
  /** A value of a Zigbee device behind a bridge. */
  | {
      readonly role: 'zigbee';
      readonly short: string;
      readonly key: string;
      readonly as: 'number' | 'text' | 'boolean';
    }
  | { readonly role: 'zigbee-action'; readonly short: string; readonly key: string };

/** What an entity keeps with it, to be read after a restart. */
export type Binding = Role & { readonly wiring: Wiring; readonly words: Words };

/** The binding of one of our entities; null for anything else. */
export function bindingOf({ source }: Pick<Entity, 'source'>): Binding | null {
  const { role, wiring, words } = source.binding;
  const isOurs =
    typeof role === 'string' && typeof wiring === 'object' && typeof words === 'object';
  // Written by this dialect itself (describe.ts), as plain JSON.
  return isOurs ? (source.binding as unknown as Binding) : null;
}

/** The binding as the entity carries it. */
export const boundTo = (binding: Binding): Source['binding'] => ({ ...binding });
