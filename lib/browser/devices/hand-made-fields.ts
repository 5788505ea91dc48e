import {
  choice,
  command,
  commandTopic,
  type Field,
  list,
  number,
  state,
  stateTopic,
  template,
  text,
} from './hand-made-field.ts';

const ON_OFF = [
  text('payload_on', 'Payload for on', 'ON'),
  text('payload_off', 'Payload for off', 'OFF'),
];
const OPEN_CLOSE = [
  text('payload_open', 'Payload to open', 'OPEN'),
  text('payload_close', 'Payload to close', 'CLOSE'),
  text('payload_stop', 'Payload to stop', 'STOP'),
];
const TARGET_TEMPERATURE = [
  state('current_temperature_topic', 'Measured temperature, topic'),
  state('temperature_state_topic', 'Target temperature, state topic'),
  command('temperature_command_topic', 'Target temperature, command topic'),
  number('min_temp', 'Lowest target', '7'),
  number('max_temp', 'Highest target', '35'),
  state('mode_state_topic', 'Mode, state topic'),
  command('mode_command_topic', 'Mode, command topic'),
];

/** What people measure at home, the most usual first. */
const SENSOR_CLASSES = [
  ...['temperature', 'humidity', 'power', 'energy', 'battery', 'carbon_dioxide', 'illuminance'],
  ...['pressure', 'voltage', 'current', 'moisture', 'water', 'gas', 'distance', 'duration'],
  ...['pm25', 'pm10', 'aqi', 'volatile_organic_compounds', 'signal_strength', 'wind_speed'],
  ...['precipitation', 'precipitation_intensity', 'sound_pressure', 'speed', 'weight', 'frequency'],
  ...['timestamp', 'date'],
];
const BINARY_CLASSES = [
  ...['motion', 'door', 'window', 'occupancy', 'presence', 'moisture', 'smoke', 'gas', 'battery'],
  ...['connectivity', 'garage_door', 'lock', 'light', 'opening', 'plug', 'power', 'problem'],
  ...['running', 'safety', 'sound', 'tamper', 'vibration', 'heat', 'cold', 'carbon_monoxide'],
];
const COVER_CLASSES = [
  'shutter',
  'blind',
  'curtain',
  'shade',
  'awning',
  'garage',
  'gate',
  'door',
  'window',
];

/** What is asked for each kind; whatever else Home Assistant knows goes in as JSON. */
const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  sensor: [
    stateTopic(),
    template,
    text('unit_of_measurement', 'Unit', '°C'),
    choice('device_class', 'What it measures', SENSOR_CLASSES),
    choice('state_class', 'For statistics', ['measurement', 'total', 'total_increasing']),
    number('expire_after', 'Unreachable after silence of (s)'),
  ],
  binary_sensor: [
    stateTopic(),
    template,
    choice('device_class', 'What it notices', BINARY_CLASSES),
    ...ON_OFF,
    number('off_delay', 'Back to off after (s)'),
  ],
  switch: [commandTopic(), stateTopic(false), template, ...ON_OFF],
  light: [
    choice('schema', 'How it speaks', ['basic', 'json']),
    commandTopic(),
    stateTopic(false),
    { key: 'brightness', label: 'Can be dimmed (JSON)', type: 'flag' },
    command('brightness_command_topic', 'Brightness, command topic'),
    state('brightness_state_topic', 'Brightness, state topic'),
    number('brightness_scale', 'Brightest value', '255'),
    ...ON_OFF,
  ],
  button: [commandTopic(), text('payload_press', 'Payload', 'PRESS')],
  number: [
    commandTopic(),
    stateTopic(false),
    template,
    number('min', 'Lowest', '1'),
    number('max', 'Highest', '100'),
    number('step', 'Step', '1'),
    text('unit_of_measurement', 'Unit'),
  ],
  select: [
    commandTopic(),
    stateTopic(false),
    template,
    list('options', 'Choices', 'eco, comfort', true),
  ],
  text: [commandTopic(), stateTopic(false), template, number('max', 'Longest text', '255')],
  cover: [
    commandTopic(false),
    stateTopic(false),
    state('position_topic', 'Position, state topic'),
    command('set_position_topic', 'Position, command topic'),
    choice('device_class', 'What it is', COVER_CLASSES),
    ...OPEN_CLOSE,
  ],
  climate: [...TARGET_TEMPERATURE, list('modes', 'Modes', 'off, heat')],
  fan: [
    commandTopic(),
    stateTopic(false),
    command('percentage_command_topic', 'Speed, command topic'),
    state('percentage_state_topic', 'Speed, state topic'),
    ...ON_OFF,
  ],
  lock: [
    commandTopic(),
    stateTopic(false),
    template,
    text('payload_lock', 'Payload to lock', 'LOCK'),
    text('payload_unlock', 'Payload to unlock', 'UNLOCK'),
  ],
  valve: [commandTopic(false), stateTopic(false), template, ...OPEN_CLOSE],
  siren: [commandTopic(), stateTopic(false), ...ON_OFF],
  humidifier: [
    commandTopic(),
    stateTopic(false),
    { ...command('target_humidity_command_topic', 'Target, command topic'), isRequired: true },
    state('target_humidity_state_topic', 'Target, state topic'),
    state('current_humidity_topic', 'Measured humidity, topic'),
    ...ON_OFF,
  ],
  scene: [commandTopic(), text('payload_on', 'Payload', 'ON')],
  event: [stateTopic(), template, list('event_types', 'What can happen', 'press, hold', true)],
  camera: [
    { ...state('topic', 'Topic of the pictures'), isRequired: true },
    choice('image_encoding', 'Encoding', ['b64']),
  ],
  image: [
    state('image_topic', 'Topic of the pictures'),
    state('url_topic', 'Topic of their address'),
    choice('image_encoding', 'Encoding', ['b64']),
  ],
  device_tracker: [
    stateTopic(false),
    template,
    text('payload_home', 'Payload for home', 'home'),
    text('payload_not_home', 'Payload for away', 'not_home'),
    state('json_attributes_topic', 'Topic of its coordinates'),
  ],
  vacuum: [
    commandTopic(false),
    stateTopic(false),
    list('supported_features', 'What it can do', 'start, stop, return_home'),
    command('send_command_topic', 'Other commands, topic'),
  ],
  lawn_mower: [
    state('activity_state_topic', 'State topic'),
    command('start_mowing_command_topic', 'Start, command topic'),
    command('pause_command_topic', 'Pause, command topic'),
    command('dock_command_topic', 'Dock, command topic'),
  ],
  alarm_control_panel: [
    stateTopic(),
    commandTopic(),
    list('supported_features', 'What it can do', 'arm_home, arm_away'),
    text('code', 'Code', '', 'Of digits, a text, or REMOTE_CODE if the panel checks it'),
  ],
  water_heater: [...TARGET_TEMPERATURE, list('modes', 'Modes', 'off, eco, performance')],
  update: [
    stateTopic(false),
    template,
    state('latest_version_topic', 'Newest version, topic'),
    command('command_topic', 'Install, command topic'),
    text('payload_install', 'Payload to install', 'install'),
  ],
  notify: [commandTopic()],
};

/** The kinds in the order in which they are offered: the common ones first. */
export const OFFERED_KINDS: readonly string[] = Object.keys(FIELDS);
export const COMMON_KINDS: readonly string[] = OFFERED_KINDS.slice(0, 6);

export const fieldsOf = (kind: string): readonly Field[] =>
  (Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined) ?? [];
