import type { Entity } from '../../domain/entity/entity.ts';

/** Names of drawings in components/ui/icon-paths.ts. */
const BY_CLASS = {
  temperature: 'thermometer',
  humidity: 'drop',
  moisture: 'drop',
  water: 'waves',
  volume: 'waves',
  precipitation: 'drop',
  precipitation_intensity: 'drop',
  pressure: 'gauge',
  atmospheric_pressure: 'gauge',
  illuminance: 'sun-dim',
  irradiance: 'sun',
  light: 'sun-dim',
  power: 'lightning',
  energy: 'lightning',
  current: 'lightning',
  voltage: 'lightning',
  apparent_power: 'lightning',
  power_factor: 'lightning',
  battery: 'battery-medium',
  battery_charging: 'battery-medium',
  carbon_dioxide: 'leaf',
  aqi: 'leaf',
  volatile_organic_compounds: 'leaf',
  pm25: 'cloud-fog',
  pm10: 'cloud-fog',
  pm1: 'cloud-fog',
  gas: 'fire',
  smoke: 'fire',
  carbon_monoxide: 'warning',
  heat: 'fire',
  signal_strength: 'wifi-high',
  connectivity: 'wifi-high',
  wind_speed: 'wind',
  motion: 'person-simple-walk',
  occupancy: 'users',
  presence: 'house',
  door: 'door',
  garage: 'garage',
  garage_door: 'garage',
  gate: 'door',
  opening: 'door',
  window: 'squares-four',
  lock: 'lock',
  plug: 'plug',
  outlet: 'plug',
  vibration: 'pulse',
  sound: 'speaker-high',
  sound_pressure: 'speaker-high',
  problem: 'warning-circle',
  safety: 'warning',
  tamper: 'warning',
  timestamp: 'clock',
  duration: 'clock',
  distance: 'ruler',
  speed: 'gauge',
} as const;

const BY_KIND = {
  light: 'lightbulb',
  switch: 'power',
  binary_sensor: 'check-circle',
  sensor: 'gauge',
  cover: 'rows',
  climate: 'thermometer',
  fan: 'fan',
  lock: 'lock',
  number: 'sliders',
  select: 'list-bullets',
  text: 'text-aa',
  button: 'hand-tap',
  event: 'bell-ringing',
  siren: 'siren',
  humidifier: 'drop',
  valve: 'pipe',
  vacuum: 'robot',
  lawn_mower: 'plant',
  alarm_control_panel: 'shield',
  water_heater: 'fire',
  update: 'download-simple',
  device_tracker: 'map-pin',
  camera: 'camera',
  image: 'image',
  scene: 'play',
  notify: 'chat-text',
  tag: 'scan',
  trigger: 'pulse',
  color: 'palette',
  structured: 'brackets-curly',
} as const;

export type EntityIconName =
  | (typeof BY_CLASS)[keyof typeof BY_CLASS]
  | (typeof BY_KIND)[keyof typeof BY_KIND]
  | (typeof OPEN)[keyof typeof OPEN]
  | 'question';

/** Drawings that change when the thing is open. */
const OPEN = { lock: 'lock-open', door: 'door-open' } as const;

/** What of an entity says how it is drawn. */
type Drawn = Pick<Entity, 'kind' | 'deviceClass'>;

/** The drawing for an entity, by its class or else by its kind; some are drawn open when it is on. */
export function iconOf(entity: Drawn, on = false): EntityIconName {
  const name = closedIcon(entity);
  return on && Object.hasOwn(OPEN, name) ? OPEN[name as keyof typeof OPEN] : name;
}

function closedIcon({ kind, deviceClass }: Drawn): EntityIconName {
  if (deviceClass !== null && Object.hasOwn(BY_CLASS, deviceClass)) {
    return BY_CLASS[deviceClass as keyof typeof BY_CLASS];
  }
  return Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind] : 'question';
}

/** The file of a `mdi:` icon that a device asks for; null if it asks for none that can exist. */
export function mdiFile(icon: string | null): string | null {
  const name = /^mdi:([a-z0-9-]{1,60})$/.exec(icon ?? '')?.[1];
  return name === undefined ? null : `/mdi/${name}.svg`;
}
