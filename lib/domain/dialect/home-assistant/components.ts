import { binarySensor } from './binary-sensor.ts';
import { camera } from './camera.ts';
import type { Component } from './component.ts';
import { date, datetime, time } from './date-time.ts';
import { deviceAutomation } from './device-automation.ts';
import { deviceTracker } from './device-tracker.ts';
import { event } from './event.ts';
import { image } from './image.ts';
import { light } from './light/light.ts';
import { notify } from './notify.ts';
import { number } from './number.ts';
import { button, scene } from './press.ts';
import { select } from './select.ts';
import { sensor } from './sensor.ts';
import { switchComponent } from './switch.ts';
import { tag } from './tag.ts';
import { textComponent } from './text.ts';
import { update } from './update.ts';

/** The components this dialect speaks, by the name in the discovery topic: one file each. */
const SPOKEN: ReadonlyMap<string, Component> = new Map([
  ['sensor', sensor],
  ['binary_sensor', binarySensor],
  ['switch', switchComponent],
  ['light', light],
  ['number', number],
  ['select', select],
  ['text', textComponent],
  ['date', date],
  ['time', time],
  ['datetime', datetime],
  ['button', button],
  ['scene', scene],
  ['notify', notify],
  ['event', event],
  ['tag', tag],
  ['device_automation', deviceAutomation],
  ['update', update],
  ['device_tracker', deviceTracker],
  ['camera', camera],
  ['image', image],
]);

/** The rest of Home Assistant's components (conventions §1.1), to tell "not yet" from "never". */
const OTHERS: ReadonlySet<string> = new Set([
  ...['alarm_control_panel', 'button', 'camera', 'climate', 'cover', 'date', 'datetime'],
  ...['device_automation', 'device_tracker', 'event', 'fan', 'humidifier', 'image', 'lawn_mower'],
  ...['lock', 'notify', 'number', 'scene', 'select', 'siren', 'tag', 'text', 'time', 'update'],
  ...['vacuum', 'valve', 'water_heater'],
]);

/** The component of that name, or why there is none. */
export function componentNamed(name: string): Component | string {
  const component = SPOKEN.get(name);
  if (component !== undefined) return component;
  return OTHERS.has(name)
    ? `component ${name} is not supported yet`
    : `"${name.slice(0, 40)}" is no component of Home Assistant`;
}
