import type { EntityParts } from '../describing.ts';
import type { SensorBinding } from './binding.ts';

/** What STATE tells of the device's own health. */
type StatusSensor = Pick<SensorBinding, 'as'> &
  Pick<EntityParts, 'name' | 'deviceClass' | 'stateClass' | 'unit' | 'enabled'> & {
    readonly id: string;
    readonly path: readonly [string] | readonly [string, string];
    readonly category?: 'diagnostic' | null;
  };

const measurement = 'measurement';

/** Of several with one id the first that a device tells counts. */
export const STATUS_SENSORS: readonly StatusSensor[] = [
  {
    ...{ id: 'status_uptime', name: 'Uptime', path: ['UptimeSec'], as: 'number' },
    ...{ deviceClass: 'duration', unit: 's', stateClass: measurement },
  },
  {
    ...{ id: 'status_uptime', name: 'Uptime', path: ['Uptime'], as: 'uptime' },
    ...{ deviceClass: 'duration', unit: 's', stateClass: measurement },
  },
  {
    ...{ id: 'status_signal', name: 'Signal', path: ['Wifi', 'Signal'], as: 'number' },
    ...{ deviceClass: 'signal_strength', unit: 'dBm', stateClass: measurement },
  },
  {
    // The firmware's own scale: how good the signal is.
    ...{ id: 'status_rssi', name: 'RSSI', path: ['Wifi', 'RSSI'], as: 'number' },
    ...{ unit: '%', stateClass: measurement },
  },
  {
    ...{ id: 'status_battery', name: 'Battery Level', path: ['BatteryPercentage'], as: 'number' },
    ...{ deviceClass: 'battery', unit: '%', stateClass: measurement, category: null },
  },
  {
    ...{ id: 'status_vcc', name: 'Supply voltage', path: ['Vcc'], as: 'number' },
    ...{ deviceClass: 'voltage', unit: 'V', stateClass: measurement },
  },
  {
    ...{ id: 'status_heap', name: 'Free memory', path: ['Heap'], as: 'number', enabled: false },
    ...{ deviceClass: 'data_size', unit: 'kB', stateClass: measurement },
  },
  {
    ...{ id: 'status_ssid', name: 'SSID', path: ['Wifi', 'SSId'], as: 'text', enabled: false },
  },
  {
    ...{ id: 'status_link_count', name: 'WiFi Connect Count', path: ['Wifi', 'LinkCount'] },
    ...{ as: 'number', stateClass: 'total_increasing', enabled: false },
  },
  {
    ...{ id: 'status_mqtt_count', name: 'MQTT Connect Count', path: ['MqttCount'] },
    ...{ as: 'number', stateClass: 'total_increasing', enabled: false },
  },
];
