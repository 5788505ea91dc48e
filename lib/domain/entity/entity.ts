/** The kinds of capability a device can have: Home Assistant's entity vocabulary. */
export const ENTITY_KINDS = [
  'sensor',
  'binary_sensor',
  'switch',
  'light',
  'cover',
  'climate',
  'fan',
  'lock',
  'number',
  'select',
  'text',
  'button',
  'event',
  'siren',
  'humidifier',
  'valve',
  'vacuum',
  'lawn_mower',
  'alarm_control_panel',
  'water_heater',
  'update',
  'device_tracker',
  'camera',
  'image',
  'scene',
  'notify',
  'tag',
  'trigger',
  /** A colour that is a property of its own (Homie), not a light's. */
  'color',
  /** A list or an object with parts, shown as it is. */
  'structured',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/**
 * A value of a property. Lists of numbers are colours (`hs`, `xy`, `rgb`, `rgbw`, `rgbww`) and the
 * like, lists of texts are what a structured value lists; `null` is "unknown".
 */
export type Value = number | boolean | string | null | readonly number[] | readonly string[];

/** What an entity's properties are now: `value` of a sensor, `on`, `brightness`, … of a light. */
export type State = Readonly<Record<string, Value>>;

export const COLOR_MODES = [
  'onoff',
  'brightness',
  'color_temp',
  'hs',
  'xy',
  'rgb',
  'rgbw',
  'rgbww',
  'white',
] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/**
 * What an entity can do. A key that does not apply is absent. Which keys, properties and commands
 * each kind has: docs/entities.md.
 */
export type Capabilities = {
  readonly colorModes?: readonly ColorMode[];
  /** [warmest, coldest] in kelvin. */
  readonly colorTempKelvinRange?: readonly [number, number];
  /** Effects by name; an empty list: it has effects, but does not say which. */
  readonly effects?: readonly string[];
  /** The light takes `transition` in seconds with a command. */
  readonly transition?: boolean;
  /** The light takes `flash`. */
  readonly flash?: boolean;
  /** Choices of a select; values of an enumerated sensor. */
  readonly options?: readonly string[];
  /** Limits of a number, or of the length of a text. */
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** How a number or text is best entered: `slider` | `box`; `text` | `password`. */
  readonly mode?: string;
  /** A text must match it (a regular expression as the device gave it; a hint for forms). */
  readonly pattern?: string;
  /** Modes of a climate, humidifier or water heater. */
  readonly modes?: readonly string[];
  readonly presetModes?: readonly string[];
  readonly fanModes?: readonly string[];
  readonly swingModes?: readonly string[];
  readonly swingHorizontalModes?: readonly string[];
  readonly eventTypes?: readonly string[];
  /** Limits of a target temperature, in the entity's `unit` (°C if it names none). */
  readonly minTemp?: number;
  readonly maxTemp?: number;
  readonly tempStep?: number;
  /** Limits of a target humidity, percent. */
  readonly minHumidity?: number;
  readonly maxHumidity?: number;
  /** Suction levels of a vacuum. */
  readonly fanSpeeds?: readonly string[];
  /** Tones of a siren. */
  readonly tones?: readonly string[];
  /** How many steps a fan's percentage really has. */
  readonly speedCount?: number;
  /** A lock or alarm wants a code: `number` or `text`. */
  readonly codeFormat?: 'number' | 'text';
  /** Where a camera's or image's frames are: the topic, and how the bytes are written there. */
  readonly media?: {
    readonly topic: string;
    readonly encoding: 'raw' | 'base64';
    readonly contentType: string | null;
  };
  /**
   * The commands the entity takes, where its kind alone does not say: a cover that cannot stop, a
   * fan without speeds. Absent: all of its kind that its other capabilities allow.
   */
  readonly commands?: readonly string[];
};

/** How several availability topics combine (Home Assistant's availability_mode). */
export type AvailabilityMode = 'latest' | 'all' | 'any';

/**
 * Where an entity's state comes from and where its commands go. The dialect alone reads `binding`;
 * it is plain JSON, so a browser or a restarted recorder can take up an entity without hearing its
 * definition again.
 */
export type Source = {
  readonly dialect: string;
  /** The topic whose message defined the entity; an empty retained payload there may remove it. */
  readonly definedBy: string | null;
  /** Topics, or filters with wildcards, that carry state. */
  readonly stateTopics: readonly string[];
  /** Topics that commands are published to; never read. */
  readonly commandTopics: readonly string[];
  readonly availability: {
    readonly mode: AvailabilityMode;
    readonly topics: readonly string[];
    /** Before any of the topics has spoken: Home Assistant's rule is false, a plain topic's true. */
    readonly untilHeard: boolean;
  } | null;
  /** Unavailable when silent for longer; null: never. */
  readonly expireAfterMs: number | null;
  /** `on` falls back to false by itself after this long; null: never. */
  readonly offDelayMs: number | null;
  /** True if the device reports no state: a command's target counts as the state at once. */
  readonly optimistic: boolean;
  /** True: defined by its device's own whole description (dialect.ts, `whole`). */
  readonly whole?: boolean;
  /** True: a person made it, knowing what else the topic is used for; nothing overshadows it. */
  readonly byHand?: boolean;
  readonly binding: Binding;
};

/** Plain JSON that belongs to one dialect. */
export type Binding = Readonly<Record<string, unknown>>;

/** One capability of a device. Its id is stable, URL-safe and survives renames. */
export type Entity = {
  /** `<kind>.<slug of the unique id>`, made from `uniqueId`, never from a friendly name. */
  readonly id: string;
  readonly deviceId: string;
  readonly uniqueId: string;
  readonly kind: EntityKind;
  /** null: the entity is the main feature and carries the device's name. */
  readonly name: string | null;
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
  readonly unit: string | null;
  readonly category: 'config' | 'diagnostic' | null;
  readonly enabled: boolean;
  /** `mdi:…` as the device asks for, or null. */
  readonly icon: string | null;
  readonly capabilities: Capabilities;
  /** 0–1: how sure a dialect that guesses is of its guess; absent: the device said so itself. */
  readonly confidence?: number;
  readonly source: Source;
};

/** A thing in the home. */
export type Device = {
  readonly id: string;
  readonly name: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly swVersion: string | null;
  /** The room the device itself suggests; the homeowner's choice is kept elsewhere and wins. */
  readonly room: string | null;
  readonly dialect: string;
  /** Everything that may identify it again: ids, and `mac:…` of its connections. */
  readonly identifiers: readonly string[];
  readonly viaDevice: string | null;
};

/** A device is `unknown` while nothing tells. */
export type DeviceAvailability = 'online' | 'offline' | 'unknown';

/** What an entity is doing now. */
export type EntityStatus = {
  readonly state: State;
  /** When each property was last reported, epoch ms. */
  readonly times: Readonly<Record<string, number>>;
  /** Last word on each availability topic. */
  readonly heard: Readonly<Record<string, boolean>>;
  /** The availability topic that spoke last, for mode `latest`. */
  readonly lastHeard: string | null;
  /** Last report of any kind, epoch ms; null: none yet. */
  readonly reportedAt: number | null;
};

export const NO_STATUS: EntityStatus = {
  state: {},
  times: {},
  heard: {},
  lastHeard: null,
  reportedAt: null,
};
