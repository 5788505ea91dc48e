import { appliance, chooses, from, switches } from '../devices/appliance.ts';
import { type Device, readNumber, round } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import { HOUR } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { forecastPicture } from './view.ts';

const PAGES = ['Clock', 'Weather', 'Shopping list', 'Photos'];
const NOTE_LENGTH = 120;

/** A display on the kitchen wall: settings of every kind, messages to show, and what it shows. */
export function wallDisplay({ house, ...of }: Described & { readonly house: House }): Device {
  return appliance({
    ...of,
    components: ({ state, command, of: topic }) => {
      const setting = (key: string) => ({
        state_topic: state,
        value_template: from(key),
        command_topic: command(key),
        entity_category: 'config',
      });
      return {
        screen: {
          platform: 'switch',
          name: 'Screen',
          icon: 'mdi:tablet-dashboard',
          ...setting('screen'),
          entity_category: null,
        },
        page: { platform: 'select', name: 'Page', options: PAGES, ...setting('page') },
        brightness: {
          platform: 'number',
          name: 'Brightness',
          min: 5,
          max: 100,
          step: 5,
          unit_of_measurement: '%',
          mode: 'slider',
          ...setting('brightness'),
        },
        note: { platform: 'text', name: 'Note', max: NOTE_LENGTH, ...setting('note') },
        message: { platform: 'notify', name: 'Message', command_topic: command('message') },
        restart: {
          platform: 'button',
          name: 'Restart',
          device_class: 'restart',
          entity_category: 'config',
          command_topic: command('restart'),
        },
        started: {
          platform: 'sensor',
          name: 'Last restart',
          device_class: 'timestamp',
          entity_category: 'diagnostic',
          state_topic: state,
          value_template: from('started'),
        },
        forecast: {
          platform: 'image',
          name: 'Forecast',
          content_type: 'image/png',
          image_topic: topic('forecast'),
        },
      };
    },
    state: (_t, { screen, page, brightness, note, restartedAt }) => ({
      screen: screen ? 'ON' : 'OFF',
      ...{ page, brightness, note },
      started: new Date(Number(restartedAt)).toISOString(),
    }),
    more: (t, _memory, topics) => [
      { topic: topics.of('forecast'), payload: forecastPicture(house, t), retain: true, qos: 0 },
    ],
    commands: {
      screen: switches('screen'),
      page: chooses('page', PAGES),
      brightness(payload) {
        const brightness = readNumber(payload, 5, 100);
        return brightness === undefined ? null : { brightness: round(brightness) };
      },
      note: (payload) => (payload.length > NOTE_LENGTH ? null : { note: payload }),
      message: (payload) => (payload === '' ? null : { note: payload.slice(0, NOTE_LENGTH) }),
      restart: (payload, _memory, t) => (payload === 'PRESS' ? { restartedAt: t } : null),
    },
    everyMs: 10 * 60_000,
    habit: (t) => ({
      screen: true,
      page: 'Clock',
      brightness: 70,
      note: 'Milk, bread, oranges',
      // It restarts itself in the night from Sunday to Monday.
      restartedAt: Math.floor(t / (7 * 24 * HOUR)) * 7 * 24 * HOUR,
    }),
  });
}
