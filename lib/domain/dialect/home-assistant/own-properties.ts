import type { EntityKind } from '../../entity/entity.ts';

const POSITION = ['state', 'position', 'tilt'];
const HEAT = ['mode', 'action', 'current_temperature', 'temperature'];

/** The properties of each kind (docs/entities.md): an attribute of that name is not shown. */
const OWN: Readonly<Record<EntityKind, readonly string[]>> = {
  sensor: ['value', 'last_reset'],
  binary_sensor: ['on'],
  switch: ['on'],
  light: [
    ...['on', 'brightness', 'color_mode', 'color_temp_kelvin', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww'],
    'effect',
  ],
  cover: POSITION,
  valve: POSITION,
  climate: [
    ...[...HEAT, 'temperature_low', 'temperature_high', 'current_humidity', 'humidity'],
    ...['fan_mode', 'swing_mode', 'swing_horizontal_mode', 'preset_mode'],
  ],
  water_heater: HEAT,
  fan: ['on', 'percentage', 'preset_mode', 'oscillating', 'direction'],
  humidifier: ['on', 'humidity', 'current_humidity', 'mode', 'action'],
  lock: ['state'],
  alarm_control_panel: ['state'],
  siren: ['on', 'tone', 'volume_level', 'duration'],
  number: ['value'],
  select: ['value'],
  text: ['value'],
  button: [],
  scene: [],
  notify: [],
  event: ['event_type'],
  trigger: ['event_type'],
  tag: ['tag'],
  update: [
    ...['installed_version', 'latest_version', 'in_progress', 'update_percentage', 'title'],
    ...['release_summary', 'release_url'],
  ],
  device_tracker: ['state'],
  camera: ['updated', 'url'],
  image: ['updated', 'url'],
  vacuum: ['state', 'fan_speed', 'battery'],
  lawn_mower: ['state'],
  color: ['hs', 'rgb', 'xy', 'hsv'],
  structured: ['value'],
};

/** Does the kind itself say what this property means? `available` belongs to every kind. */
export const isOwn = (kind: EntityKind, property: string): boolean =>
  property === 'available' || OWN[kind].includes(property);
