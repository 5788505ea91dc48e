/** Device classes of on/off properties, by the names that converters give them (conventions §9.2). */
const BINARY_CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ac_connected: 'plug',
    battery_defect: 'problem',
    battery_low: 'battery',
    carbon_monoxide: 'carbon_monoxide',
    charging: 'battery_charging',
    connected: 'connectivity',
    consumer_connected: 'plug',
    contact: 'door',
    fault: 'problem',
    fault_alarm: 'problem',
    garage_door_contact: 'garage_door',
    gas: 'gas',
    motion: 'motion',
    moving: 'moving',
    noise_detected: 'sound',
    occupancy: 'occupancy',
    opening: 'opening',
    presence: 'presence',
    problem: 'problem',
    rain: 'moisture',
    rain_status: 'moisture',
    running: 'running',
    setup: 'running',
    smoke: 'smoke',
    sos: 'safety',
    tamper: 'tamper',
    trouble: 'problem',
    valve_alarm: 'problem',
    valve_state: 'opening',
    vibration: 'vibration',
    water_leak: 'moisture',
    window: 'window',
    window_open: 'window',
  }),
);

/** On/off and chosen properties that are settings of the device. */
const SETTINGS = new Set([
  ...['auto_lock', 'backlight_mode', 'button_lock', 'child_lock', 'color_sync', 'control_mode'],
  ...['device_mode', 'display_unit', 'eco_mode', 'expose_pin', 'flip_indicator_light'],
  ...['indicator_mode', 'invert_cover', 'keypad_lockout', 'led_disabled_night', 'led_enable'],
  ...['led_indication', 'melody', 'mode_switch', 'motion_sensitivity', 'motor_reversal'],
  ...['no_position_support', 'operation_mode', 'power_on_behavior', 'power_outage_memory'],
  ...['sensitivity', 'sensor', 'switch_mode', 'switch_type', 'temperature_display_mode'],
  ...['temperature_scale', 'temperature_unit', 'thermostat_unit', 'volume'],
  ...['alarm_humidity', 'alarm_temperature', 'backlight_auto_dim', 'calibration', 'card'],
  ...['calibration_left', 'calibration_right', 'color_power_on_behavior', 'comfort_smiley'],
  ...['enable_display', 'frost_protection', 'heating_stop', 'indicator', 'load_detection_mode'],
  ...['load_dimmable', 'load_type', 'mode_phase_control', 'motor_direction'],
  ...['motor_reversal_left', 'motor_reversal_right', 'power_supply_mode', 'power_type'],
  ...['sensors_type', 'set_limits', 'sound_volume', 'temperature_sensor_select', 'tilt_mode'],
  ...['valve_detection', 'window_detection'],
]);
const DIAGNOSTIC = new Set(['battery_low', 'battery_defect', 'test', 'trouble', 'error_state']);

export const binaryClass = (name: string): string | null =>
  BINARY_CLASSES.get(name) ?? (/^area\d+Occupancy$/.test(name) ? 'occupancy' : null);

/** Where a property without a category belongs. */
export function namedCategory(name: string, settable: boolean): 'config' | 'diagnostic' | null {
  if (settable) return SETTINGS.has(name) ? 'config' : null;
  return DIAGNOSTIC.has(name) ? 'diagnostic' : null;
}
