import { alarmControlPanel } from './alarm-control-panel.ts';
import { binarySensor } from './binary-sensor.ts';
import { camera } from './camera.ts';
import { climate } from './climate/climate.ts';
import type { Component } from './component.ts';
import { cover } from './cover/cover.ts';
import { date, datetime, time } from './date-time.ts';
import { deviceAutomation } from './device-automation.ts';
import { deviceTracker } from './device-tracker.ts';
import { event } from './event.ts';
import { fan } from './fan.ts';
import { humidifier } from './humidifier.ts';
import { image } from './image.ts';
import { lawnMower } from './lawn-mower.ts';
import { light } from './light/light.ts';
import { lock } from './lock.ts';
import { notify } from './notify.ts';
import { number } from './number.ts';
import { button, scene } from './press.ts';
import { select } from './select.ts';
import { sensor } from './sensor.ts';
import { siren } from './siren.ts';
import { switchComponent } from './switch.ts';
import { tag } from './tag.ts';
import { textComponent } from './text.ts';
import { update } from './update.ts';
import { vacuum } from './vacuum.ts';
import { valve } from './valve.ts';
import { waterHeater } from './water-heater.ts';

/** The components this dialect speaks, by the name in the discovery topic: one file each. */
const SPOKEN: ReadonlyMap<string, Component> = new Map([
  ['sensor', sensor],
  ['binary_sensor', binarySensor],
  ['switch', switchComponent],
  ['light', light],
  ['climate', climate],
  ['cover', cover],
  ['fan', fan],
  ['humidifier', humidifier],
  ['valve', valve],
  ['water_heater', waterHeater],
  ['vacuum', vacuum],
  ['lawn_mower', lawnMower],
  ['lock', lock],
  ['alarm_control_panel', alarmControlPanel],
  ['siren', siren],
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

/** The component of that name, or why there is none. */
export function componentNamed(name: string): Component | string {
  return SPOKEN.get(name) ?? `"${name.slice(0, 40)}" is no component of Home Assistant`;
}
