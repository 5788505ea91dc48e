import type { State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { furtherProperties } from './attributes.ts';
import { type Component, PLAIN, readOnly, topics } from './component.ts';
import { textList, textOf, textOrNull } from './config.ts';
import { isOwn } from './own-properties.ts';
import { quoted } from './parts.ts';
import { hears, readText, topicReader } from './topic-reader.ts';

const EVENT_CLASSES: ReadonlySet<string> = new Set(['button', 'doorbell', 'motion']);
/** What a template renders when there was no event. */
const NOTHING: ReadonlySet<string> = new Set(['', 'None', 'null', '{}']);

export const NO_NEWS = 'a retained event is no news';

/** Home Assistant's `event` (conventions §1.13): `event_type`, and what came with it. */
export const event: Component = {
  kind: 'event',
  keys: ['state_topic', 'value_template', 'event_types', 'device_class', 'json_attributes_topic'],
  open(config) {
    const state = topicReader(config, 'state_topic', 'value_template');
    if (state === null) return 'an event needs a state_topic';
    const eventTypes = textList(config, 'event_types');
    if (eventTypes === null) return 'an event needs its event_types';
    const named = textOrNull(config, 'device_class');
    const hasAttributes = config.has('json_attributes_topic');

    function read(message: ParsedMessage, before: State): readonly Report[] {
      if (state === null || !hears(state, message)) return [];
      if (message.retain) return [{ type: 'rejected', reason: NO_NEWS }];
      const reading = readText(state.template, message);
      if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
      const text = reading.text.trim();
      if (NOTHING.has(text)) return [];
      const json = state.template === null ? message.json() : parseJson(text);
      if (!isObject(json)) return [{ type: 'rejected', reason: 'the event is not a JSON object' }];
      const type = textOf(json['event_type']);
      if (type === null) return [{ type: 'rejected', reason: 'the event has no event_type' }];
      if (!eventTypes?.includes(type)) {
        return [{ type: 'rejected', reason: `${quoted(type)} is none of the event types` }];
      }
      const along = Object.fromEntries(
        Object.entries(json).filter(([key]) => !isOwn('event', key)),
      );
      return [
        { type: 'state', property: 'event_type', value: type, at: message.at },
        ...furtherProperties('event', along, {
          before,
          at: message.at,
          forgetsOthers: !hasAttributes,
        }),
      ];
    }
    return {
      ...PLAIN,
      deviceClass: named !== null && EVENT_CLASSES.has(named) ? named : null,
      capabilities: { eventTypes },
      stateTopics: topics(state.topic),
      read,
      encode: readOnly,
    };
  },
};
