/**
 * What one home holds at most. Everything on a broker is untrusted: these bounds keep memory and
 * time in proportion, far above what a real house needs.
 */
export type HomeLimits = {
  readonly entities: number;
  readonly devices: number;
  /** A Zigbee coordinator's or a weather station's device has some hundred. */
  readonly entitiesPerDevice: number;
  /** Entities that are guessed from topics nobody announced. */
  readonly guesses: number;
  /** Topic filters with wildcards: each costs a comparison for every new topic. */
  readonly filters: number;
  /** Topics whose last payload is kept for entities that are defined later, and their bytes. */
  readonly keptTopics: number;
  readonly keptBytes: number;
};

export const DEFAULT_LIMITS: HomeLimits = {
  entities: 20_000,
  devices: 10_000,
  entitiesPerDevice: 2_000,
  guesses: 5_000,
  filters: 2_000,
  keptTopics: 20_000,
  keptBytes: 8 * 1024 * 1024,
};

/** State and availability topics of one entity. */
export const MAX_TOPICS_PER_ENTITY = 64;
/** Longer state texts are cut. */
export const MAX_STATE_TEXT = 1024;
/** Longer names, models and the like are cut. */
export const MAX_NAME = 256;
/** An entity with a longer unique id is refused: cut ids could collide. */
export const MAX_UNIQUE_ID = 512;
export const MAX_IDENTIFIERS = 64;
/** A definition whose source (topics and binding as JSON) is longer is refused. */
export const MAX_SOURCE_LENGTH = 64 * 1024;
/** A longer payload is not kept for entities that are defined later. */
export const MAX_KEPT_PAYLOAD = 64 * 1024;
