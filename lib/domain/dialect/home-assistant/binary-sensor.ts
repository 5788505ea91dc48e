import { binarySensorClass } from './classes.ts';
import { type Component, PLAIN, readOnly, spanMs, topics } from './component.ts';
import { textOrNull } from './config.ts';
import { exactly, readOnOff, word } from './on-off.ts';
import { hears, readText, topicReader } from './topic-reader.ts';

/** Home Assistant's `binary_sensor` (conventions §1.13): its property is `on`. */
export const binarySensor: Component = {
  kind: 'binary_sensor',
  keys: [
    ...['state_topic', 'value_template', 'device_class', 'payload_on', 'payload_off'],
    ...['expire_after', 'off_delay'],
  ],
  open(config) {
    const state = topicReader(config, 'state_topic', 'value_template');
    if (state === null) return 'a binary_sensor needs a state_topic';
    const words = {
      on: word(config, 'payload_on', exactly('ON')),
      off: word(config, 'payload_off', exactly('OFF')),
    };
    return {
      ...PLAIN,
      deviceClass: binarySensorClass(textOrNull(config, 'device_class')),
      stateTopics: topics(state.topic),
      expireAfterMs: spanMs(config, 'expire_after'),
      offDelayMs: spanMs(config, 'off_delay'),
      read(message) {
        if (!hears(state, message)) return [];
        const reading = readText(state.template, message);
        if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
        const value = readOnOff(words, reading.text);
        if (value === undefined) {
          return [{ type: 'rejected', reason: 'the payload means neither on nor off' }];
        }
        return [{ type: 'state', property: 'on', value, at: message.at }];
      },
      encode: readOnly,
    };
  },
};
