import type { Entity } from '../domain/entity/entity.ts';

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
  garage_door: 'door',
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
  button: 'power',
  event: 'bell-ringing',
  siren: 'bell-ringing',
  humidifier: 'drop',
  valve: 'drop',
  vacuum: 'robot',
  lawn_mower: 'robot',
  alarm_control_panel: 'bell',
  water_heater: 'fire',
  update: 'arrows-clockwise',
  device_tracker: 'map-pin',
  camera: 'camera',
  image: 'camera',
  scene: 'palette',
  notify: 'bell',
  tag: 'key',
  trigger: 'pulse',
  color: 'palette',
  structured: 'list-bullets',
} as const;

export type EntityIconName =
  | (typeof BY_CLASS)[keyof typeof BY_CLASS]
  | (typeof BY_KIND)[keyof typeof BY_KIND];

/** The drawing for an entity, by its class or else by its kind. */
export function iconOf({ kind, deviceClass }: Entity): EntityIconName {
  if (deviceClass !== null && Object.hasOwn(BY_CLASS, deviceClass)) {
    return BY_CLASS[deviceClass as keyof typeof BY_CLASS];
  }
  return BY_KIND[kind];
}

/** The file of a `mdi:` icon that a device asks for; null if it asks for none that can exist. */
export function mdiFile(icon: string | null): string | null {
  const name = /^mdi:([a-z0-9-]{1,60})$/.exec(icon ?? '')?.[1];
  return name === undefined ? null : `/mdi/${name}.svg`;
}
