import { onOffCommand } from '../../command/arguments.ts';
import type { Encoded } from '../../command/command.ts';
import { switchClass } from './classes.ts';
import { COMMAND_KEYS, type Component, PLAIN, publisher, topics } from './component.ts';
import { flag, textOrNull } from './config.ts';
import { exactly, readOnOff, word } from './on-off.ts';
import { hears, readText, templateOf, topicReader } from './topic-reader.ts';

/** Home Assistant's `switch` (conventions §1.13): its property is `on`. */
export const switchComponent: Component = {
  kind: 'switch',
  keys: [
    ...COMMAND_KEYS,
    ...['state_topic', 'value_template', 'device_class', 'payload_on', 'payload_off'],
    ...['state_on', 'state_off', 'command_template'],
  ],
  open(config) {
    const topic = textOrNull(config, 'command_topic');
    if (topic === null) return 'a switch needs a command_topic';
    const state = topicReader(config, 'state_topic', 'value_template');
    const on = word(config, 'payload_on', exactly('ON'));
    const off = word(config, 'payload_off', exactly('OFF'));
    const words = { on: word(config, 'state_on', on), off: word(config, 'state_off', off) };
    const template = templateOf(config, 'command_template');
    const publish = publisher(config);
    return {
      ...PLAIN,
      deviceClass: switchClass(textOrNull(config, 'device_class')),
      stateTopics: topics(state?.topic),
      commandTopics: topics(topic),
      optimistic: state === null || flag(config, 'optimistic', false),
      read(message) {
        if (state === null || !hears(state, message)) return [];
        const reading = readText(state.template, message);
        if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
        const value = readOnOff(words, reading.text);
        if (value === undefined) {
          return [{ type: 'rejected', reason: 'the payload means neither on nor off' }];
        }
        return [{ type: 'state', property: 'on', value, at: message.at }];
      },
      encode(command, before): Encoded {
        const wish = onOffCommand(command, before);
        if (!wish.ok) return wish;
        const value = wish.on ? on.exact : off.exact;
        const rendered = template?.render({ value }) ?? { ok: true as const, text: value };
        if (!rendered.ok) {
          return { ok: false, code: 'invalid_argument', reason: `template: ${rendered.error}` };
        }
        return { ok: true, messages: [publish(topic, rendered.text)], target: { on: wish.on } };
      },
    };
  },
};
