import { COVER } from './cover.ts';
import { SYS } from './housekeeping.ts';
import { CCT, LIGHT, RGB, RGBCCT, RGBW } from './light.ts';
import { EM, EM_DATA, EM1, EM1_DATA, PM1 } from './meters.ts';
import type { ComponentType, Part } from './part.ts';
import {
  BTHOME_DEVICE,
  BTHOME_SENSOR,
  CLOUD,
  DEVICE_POWER,
  ETHERNET,
  FLOOD,
  HUMIDITY,
  ILLUMINANCE,
  INPUT,
  MOTION,
  OCCUPANCY,
  PRESENCE,
  PRESENCE_ZONE,
  SMOKE,
  TEMPERATURE,
  VOLTMETER,
  WIFI,
} from './sensors.ts';
import { BOOLEAN, SCRIPT, SWITCH } from './switching.ts';
import { BLU_TRV, THERMOSTAT } from './thermostat.ts';
import { BUTTON, ENUM, NUMBER, OBJECT, TEXT } from './virtual.ts';

/** Every component that is shown, by its name in the status (Shelly API, Components). */
const TYPES: ReadonlyMap<string, ComponentType> = new Map(
  Object.entries({
    switch: SWITCH,
    cover: COVER,
    light: LIGHT,
    rgb: RGB,
    rgbw: RGBW,
    cct: CCT,
    rgbcct: RGBCCT,
    input: INPUT,
    temperature: TEMPERATURE,
    humidity: HUMIDITY,
    illuminance: ILLUMINANCE,
    voltmeter: VOLTMETER,
    devicepower: DEVICE_POWER,
    smoke: SMOKE,
    flood: FLOOD,
    motion: MOTION,
    presence: PRESENCE,
    presencezone: PRESENCE_ZONE,
    occupancy: OCCUPANCY,
    em: EM,
    emdata: EM_DATA,
    em1: EM1,
    em1data: EM1_DATA,
    pm1: PM1,
    thermostat: THERMOSTAT,
    blutrv: BLU_TRV,
    script: SCRIPT,
    boolean: BOOLEAN,
    number: NUMBER,
    text: TEXT,
    enum: ENUM,
    button: BUTTON,
    object: OBJECT,
    bthomedevice: BTHOME_DEVICE,
    bthomesensor: BTHOME_SENSOR,
    sys: SYS,
    wifi: WIFI,
    eth: ETHERNET,
    cloud: CLOUD,
  }),
);

/** A component by its name in a status: `switch:0`, `sys`. */
export type ComponentName = {
  readonly name: string;
  /** `Switch 0`; a component without a number is called by its type alone. */
  readonly label: string;
  /** The number behind the colon; null if there is none. */
  readonly id: number | null;
  readonly parts: readonly Part[];
};

const NAME = /^([a-z][a-z0-9_]{0,23})(?::(\d{1,6}))?$/;

/** The component that a name stands for; null if it is none that is shown. */
export function componentOf(name: string): ComponentName | null {
  const match = NAME.exec(name);
  const type = match === null ? undefined : TYPES.get(match[1]!);
  if (match === null || type === undefined) return null;
  const id = match[2] === undefined ? null : Number(match[2]);
  return { name, label: id === null ? type.label : `${type.label} ${id}`, id, parts: type.parts };
}
