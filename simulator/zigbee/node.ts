import type { Expose, Value, Values } from './exposes.ts';

/** A device of the Zigbee network: what it is, what it is set to, what it senses. */
export type Node = {
  readonly ieee: string;
  /** Its name until somebody gives it another. */
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  readonly description: string;
  /** With a battery it is an end device, else it passes on what others say. */
  readonly hasBattery: boolean;
  readonly exposes: readonly Expose[];
  /** What it is set to when nobody has told it anything. */
  habit(t: number): Values;
  /** What it measures and says besides. */
  sense(t: number, set: Values): Readonly<Record<string, unknown>>;
  /** A `/set` that is more than taking over values (a shutter that moves). */
  obey?(set: Values, fields: Readonly<Record<string, unknown>>, t: number): Values | null;
  /** After a command it reports again after these, ms. */
  readonly settlesMs?: readonly number[];
  readonly edges: (from: number, to: number) => readonly number[];
  /** It is part of the past, too. */
  readonly hasPast: boolean;
};

type Needed = Pick<Node, 'ieee' | 'name' | 'vendor' | 'model' | 'description' | 'exposes'>;

/** A node from what it needs to say; without more it is a mains powered thing without a past. */
export const node = (parts: Needed & Partial<Node>): Node => ({
  hasBattery: false,
  habit: () => ({}),
  sense: () => ({}),
  edges: () => [],
  hasPast: false,
  ...parts,
});

/** As `<base>/bridge/devices` lists it. */
export function listed({ ieee, vendor, model, description, ...it }: Node, name: string) {
  return {
    ieee_address: ieee,
    type: it.hasBattery ? 'EndDevice' : 'Router',
    network_address: Number.parseInt(ieee.slice(-4), 16),
    supported: true,
    disabled: false,
    friendly_name: name,
    definition: {
      vendor,
      model,
      description,
      exposes: it.exposes,
      options: [],
      supports_ota: false,
    },
    power_source: it.hasBattery ? 'Battery' : 'Mains (single phase)',
    interviewing: false,
    interview_completed: true,
  };
}

export type { Value, Values };
