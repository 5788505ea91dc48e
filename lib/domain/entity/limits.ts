/**
 * What one home holds at most. Everything on a broker is untrusted: these bounds keep memory and
 * time in proportion, far above what a real house needs.
 */
export const MAX_ENTITIES = 20_000;
export const MAX_DEVICES = 10_000;
/** Entities of one device; a Zigbee coordinator's or a weather station's device has some hundred. */
export const MAX_ENTITIES_PER_DEVICE = 2_000;
/** State and availability topics of one entity. */
export const MAX_TOPICS_PER_ENTITY = 64;
/** Topic filters with wildcards in the whole home: each costs a comparison for every new topic. */
export const MAX_FILTERS = 2_000;
/** Longer state texts are cut. */
export const MAX_STATE_TEXT = 1024;
/** Longer names, models and the like are cut. */
export const MAX_NAME = 256;
/** An entity with a longer unique id is refused: cut ids could collide. */
export const MAX_UNIQUE_ID = 512;
export const MAX_IDENTIFIERS = 64;
/** A definition whose source (topics and binding as JSON) is longer is refused. */
export const MAX_SOURCE_LENGTH = 64 * 1024;
/** Topics whose last payload is kept for entities that are defined later, and their bytes. */
export const MAX_KEPT_TOPICS = 20_000;
export const MAX_KEPT_BYTES = 8 * 1024 * 1024;
export const MAX_KEPT_PAYLOAD = 64 * 1024;
