import { CLIMATE } from './climate.ts';
import type { Component } from './component.ts';
import { COVER, VALVE } from './cover.ts';
import { dateTime } from './date-time.ts';
import { FAN } from './fan.ts';
import { LIGHT } from './light.ts';
import {
  ALARM,
  BINARY_SENSOR,
  EVENTS,
  LOCK,
  NUMBER,
  SELECT,
  SENSOR,
  SWITCH,
  TEXT,
  TEXT_SENSOR,
  UPDATE,
} from './simple.ts';

/**
 * Every component with a state of its own, by the name in its topics. A button has none: without
 * discovery nobody can know of it.
 */
export const COMPONENTS: ReadonlyMap<string, Component> = new Map(
  Object.entries({
    sensor: SENSOR,
    binary_sensor: BINARY_SENSOR,
    text_sensor: TEXT_SENSOR,
    switch: SWITCH,
    light: LIGHT,
    cover: COVER,
    valve: VALVE,
    fan: FAN,
    climate: CLIMATE,
    lock: LOCK,
    number: NUMBER,
    select: SELECT,
    text: TEXT,
    event: EVENTS,
    update: UPDATE,
    alarm_control_panel: ALARM,
    date: dateTime('date'),
    time: dateTime('time'),
    datetime: dateTime('datetime'),
    media_player: TEXT_SENSOR,
  }),
);
