import type { Source } from '../../entity/entity.ts';
import type { EntityParts } from '../describing.ts';
import type { DeviceDescription } from '../dialect.ts';
import { boundTo, type Role, type Words } from './binding.ts';
import type { Wiring } from './wiring.ts';

/** One Tasmota device as a notebook has it. */
export type Station = {
  /** Start of its entities' unique ids: the MAC, or the full topic where no MAC is known. */
  readonly id: string;
  readonly dialect: string;
  /** The topic that stands for what was found in its messages. */
  readonly definedBy: string;
  readonly wiring: Wiring;
  readonly words: Words;
  readonly availability: Source['availability'];
  readonly device: DeviceDescription;
  /** How sure it is that it is what it seems; absent: it said so. */
  readonly confidence?: number;
  /** Names of switch inputs, which are no sensors. */
  readonly inputs: ReadonlySet<string>;
  /** What was found already, so that a message with nothing new costs little. */
  readonly seen: Set<string>;
};

const MAX_FOUND = 600;

/** Notes a find; false if there is no room for more. */
export function note({ seen }: Station, id: string): boolean {
  if (seen.size >= MAX_FOUND) return false;
  seen.add(id);
  return true;
}

/** What is the same for every entity of a device. */
export function boundEntity(
  station: Station,
  role: Role,
  {
    id,
    name,
    topics,
    commands = [],
  }: {
    readonly id: string;
    readonly name: string | null;
    /** Where its state is told. */
    readonly topics: readonly string[];
    /** Names of the commands it takes. */
    readonly commands?: readonly string[];
  },
): Pick<EntityParts, 'uniqueId' | 'name' | 'source' | 'confidence'> {
  const { dialect, definedBy, wiring, words, availability, confidence } = station;
  return {
    uniqueId: `${station.id}_${id}`,
    name,
    ...(confidence === undefined ? {} : { confidence }),
    source: {
      dialect,
      definedBy,
      stateTopics: topics,
      commandTopics: commands.map((command) => `${wiring.cmnd}${command}`),
      availability,
      binding: boundTo({ ...role, wiring, words }),
    },
  };
}

/** Topics on which a device tells what it is doing. */
export const stateTopics = ({ tele, stat }: Wiring): readonly string[] => [
  `${tele}STATE`,
  `${stat}RESULT`,
  `${stat}STATUS11`,
];

/** Topics on which a device tells what it measures. */
export const sensorTopics = ({ tele, stat }: Wiring): readonly string[] => [
  `${tele}SENSOR`,
  `${stat}STATUS10`,
  `${stat}STATUS8`,
];

/** Its last will, in its own words; a device that sleeps between reports is there all the same. */
export const presenceOf = ({ tele }: Wiring, sleeps: boolean): Source['availability'] =>
  sleeps ? null : { mode: 'latest', topics: [`${tele}LWT`], untilHeard: true };
