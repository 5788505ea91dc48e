import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import { isTextClass, normalUnit, sensorClass } from './classes.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { type Config, flag, number as numberOf, text, textOrNull } from './config.ts';
import { numberFrom, type Part, readParts, toldOn, unlessNone } from './parts.ts';
import { topicReader } from './topic-reader.ts';

/** More steps than that and a slider is no help: Home Assistant's rule for mode `auto`. */
const MAX_SLIDER_STEPS = 256;

/** Home Assistant's `number` (conventions §1.13): its property is `value`. */
export const number: Component = {
  kind: 'number',
  keys: [
    ...COMMAND_KEYS,
    ...['state_topic', 'value_template', 'command_template', 'device_class'],
    ...['unit_of_measurement', 'min', 'max', 'step', 'mode', 'payload_reset'],
  ],
  open(config) {
    const command = commandSender(config);
    if (command === null) return 'a number needs a command_topic';
    const state = topicReader(config, 'state_topic', 'value_template');
    const min = numberOf(config, 'min') ?? 1;
    const max = numberOf(config, 'max') ?? 100;
    if (min >= max) return `min (${min}) must be less than max (${max})`;
    const wishedStep = numberOf(config, 'step') ?? 1;
    const step = wishedStep > 0 ? wishedStep : 1;
    const unit = normalUnit(textOrNull(config, 'unit_of_measurement'));
    const named = sensorClass(textOrNull(config, 'device_class'), unit);
    const reset = text(config, 'payload_reset') ?? 'None';

    const parts: readonly Part[] = [
      { property: 'value', reader: state, means: unlessNone(numberFrom(min, max), reset) },
    ];
    return {
      ...PLAIN,
      deviceClass: isTextClass(named) ? null : named,
      unit,
      capabilities: { min, max, step, mode: modeOf(config, (max - min) / step) },
      stateTopics: toldOn(parts),
      commandTopics: topics(command.topic),
      optimistic: state === null || flag(config, 'optimistic', false),
      read: (message) => readParts(parts, message),
      encode({ value }): Encoded {
        if (typeof value !== 'number') return invalid('value must be a number');
        return command.send(value, { value });
      },
    };
  },
};

function modeOf(config: Config, steps: number): 'slider' | 'box' {
  const wish = textOrNull(config, 'mode');
  if (wish === 'slider' || wish === 'box') return wish;
  return steps <= MAX_SLIDER_STEPS ? 'slider' : 'box';
}
