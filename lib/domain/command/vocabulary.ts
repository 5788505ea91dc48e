import type { Capabilities, EntityKind } from '../entity/entity.ts';

/** What an argument may be. Where a device names its choices or limits, they are `of` its capabilities. */
export type ArgumentRule =
  | {
      readonly type: 'number';
      readonly limits: (can: Capabilities) => readonly [number, number];
      readonly required: boolean;
    }
  | {
      readonly type: 'choice';
      /** undefined: the device does not have such a thing; []: it does not say which there are. */
      readonly choices: (can: Capabilities) => readonly string[] | undefined;
      readonly required: boolean;
    }
  | { readonly type: 'text' | 'boolean' | 'color' | 'any'; readonly required: boolean };

export type CommandRules = Readonly<Record<string, Readonly<Record<string, ArgumentRule>>>>;

const NONE = {};
const number = (
  limits: (can: Capabilities) => readonly [number, number],
  required = true,
): ArgumentRule => ({ type: 'number', limits, required });
const percent = (required = true) => number(() => [0, 100], required);
const choice = (
  choices: (can: Capabilities) => readonly string[] | undefined,
  required = true,
): ArgumentRule => ({ type: 'choice', choices, required });

const code = { code: { type: 'text', required: false } } as const;
const onOff = { turn_on: NONE, turn_off: NONE, toggle: NONE };
const degrees = (required: boolean) =>
  number(({ minTemp, maxTemp }) => [minTemp ?? -273.15, maxTemp ?? 10_000], required);
const humidity = number(({ minHumidity = 0, maxHumidity = 100 }) => [minHumidity, maxHumidity]);
/** A preset can always be ended, also where `none` is not among those a device names. */
const withNone = (modes: readonly string[] | undefined) =>
  modes === undefined || modes.length === 0 ? modes : [...new Set([...modes, 'none'])];
const move = {
  open: NONE,
  close: NONE,
  stop: NONE,
  toggle: NONE,
  set_position: { position: percent() },
};

/**
 * The commands of each kind in Home Assistant's words, with their arguments. Lights and switches
 * check their own (arguments.ts), for what a lamp takes depends on several capabilities at once.
 */
export const COMMANDS: Readonly<Partial<Record<EntityKind, CommandRules>>> = {
  cover: {
    ...move,
    open_tilt: NONE,
    close_tilt: NONE,
    stop_tilt: NONE,
    set_tilt: { tilt: percent() },
  },
  valve: move,
  climate: {
    turn_on: NONE,
    turn_off: NONE,
    toggle: NONE,
    set_mode: { mode: choice(({ modes }) => modes) },
    set_temperature: {
      temperature: degrees(false),
      temperature_low: degrees(false),
      temperature_high: degrees(false),
      mode: choice(({ modes }) => modes, false),
    },
    set_humidity: { humidity },
    set_fan_mode: { fan_mode: choice(({ fanModes }) => fanModes) },
    set_swing_mode: { swing_mode: choice(({ swingModes }) => swingModes) },
    set_swing_horizontal_mode: {
      swing_horizontal_mode: choice(({ swingHorizontalModes }) => swingHorizontalModes),
    },
    set_preset_mode: { preset_mode: choice(({ presetModes }) => withNone(presetModes)) },
  },
  water_heater: {
    turn_on: NONE,
    turn_off: NONE,
    set_mode: { mode: choice(({ modes }) => modes) },
    set_temperature: { temperature: degrees(true) },
  },
  fan: {
    turn_on: {
      percentage: percent(false),
      preset_mode: choice(({ presetModes }) => presetModes, false),
    },
    turn_off: NONE,
    toggle: NONE,
    set_percentage: { percentage: percent() },
    set_preset_mode: { preset_mode: choice(({ presetModes }) => presetModes) },
    oscillate: { oscillating: { type: 'boolean', required: true } },
    set_direction: { direction: choice(() => ['forward', 'reverse']) },
  },
  humidifier: {
    ...onOff,
    set_humidity: { humidity },
    set_mode: { mode: choice(({ modes }) => modes) },
  },
  lock: { lock: code, unlock: code, open: code },
  alarm_control_panel: {
    disarm: code,
    arm_home: code,
    arm_away: code,
    arm_night: code,
    arm_vacation: code,
    arm_custom_bypass: code,
    trigger: code,
  },
  siren: {
    turn_on: {
      tone: choice(({ tones }) => tones, false),
      duration: number(() => [0, 86_400], false),
      volume_level: number(() => [0, 1], false),
    },
    turn_off: NONE,
    toggle: NONE,
  },
  number: { set: { value: number(({ min, max }) => [min ?? -1e15, max ?? 1e15]) } },
  // A few sensors take a correction (a counter that can be set); they say so in `commands`.
  sensor: { set: { value: { type: 'any', required: true } } },
  select: { select: { option: choice(({ options }) => options) } },
  text: { set: { value: { type: 'text', required: true } } },
  color: {
    set: {
      hs: { type: 'color', required: false },
      rgb: { type: 'color', required: false },
      xy: { type: 'color', required: false },
    },
  },
  structured: { set: { value: { type: 'any', required: true } } },
  button: { press: NONE },
  scene: { activate: NONE },
  notify: { send: { message: { type: 'text', required: true } } },
  update: { install: NONE },
  vacuum: {
    start: NONE,
    pause: NONE,
    stop: NONE,
    return_home: NONE,
    locate: NONE,
    clean_spot: NONE,
    set_fan_speed: { speed: choice(({ fanSpeeds }) => fanSpeeds) },
    send: { message: { type: 'text', required: true } },
  },
  lawn_mower: { start: NONE, pause: NONE, dock: NONE },
};

/** Kinds whose commands only exist where the device says so. */
export const ONLY_IF_NAMED: ReadonlySet<EntityKind> = new Set(['sensor', 'structured']);

/** Names that Home Assistant's services have for the same wish. */
export const ALIASES: Readonly<Record<string, string>> = {
  open_cover: 'open',
  close_cover: 'close',
  stop_cover: 'stop',
  set_cover_position: 'set_position',
  open_cover_tilt: 'open_tilt',
  close_cover_tilt: 'close_tilt',
  stop_cover_tilt: 'stop_tilt',
  set_cover_tilt_position: 'set_tilt',
  open_valve: 'open',
  close_valve: 'close',
  stop_valve: 'stop',
  set_valve_position: 'set_position',
  set_hvac_mode: 'set_mode',
  set_operation_mode: 'set_mode',
  set_value: 'set',
  select_option: 'select',
  return_to_base: 'return_home',
  start_mowing: 'start',
  alarm_disarm: 'disarm',
  alarm_arm_home: 'arm_home',
  alarm_arm_away: 'arm_away',
  alarm_arm_night: 'arm_night',
  alarm_arm_vacation: 'arm_vacation',
  alarm_arm_custom_bypass: 'arm_custom_bypass',
  alarm_trigger: 'trigger',
  activate_preset: 'activate',
  recall_scene: 'activate',
};

/** The same for arguments, by the command's own name. */
export const ARGUMENT_ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  set_mode: { hvac_mode: 'mode', operation_mode: 'mode' },
  set_temperature: {
    target_temp_low: 'temperature_low',
    target_temp_high: 'temperature_high',
    hvac_mode: 'mode',
  },
  set_tilt: { tilt_position: 'tilt' },
  set_fan_speed: { fan_speed: 'speed' },
};
