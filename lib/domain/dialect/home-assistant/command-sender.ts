import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import type { State } from '../../entity/entity.ts';
import type { TemplateVariables } from '../../template/template.ts';
import { publisher } from './component.ts';
import { type Config, textOrNull } from './config.ts';
import { templateOf } from './topic-reader.ts';

/** Says a value on a command topic; `target` is what the device's report will show then. */
export type CommandSender = {
  readonly topic: string;
  send(value: string | number, target: State, more?: TemplateVariables): Encoded;
};

/**
 * The sender that `command_topic` and `command_template` describe (conventions §1.8: a template sees
 * a number as a number); null if there is no topic. A template that fails is `invalid_argument`.
 */
export function commandSender(
  config: Config,
  topicKey = 'command_topic',
  templateKey = 'command_template',
): CommandSender | null {
  const topic = textOrNull(config, topicKey);
  if (topic === null) return null;
  const template = templateOf(config, templateKey);
  const publish = publisher(config);
  return {
    topic,
    send(value, target, more = {}) {
      const rendered = template?.render({ ...more, value }) ?? { ok: true, text: String(value) };
      if (!rendered.ok) return invalid(`template: ${rendered.error}`);
      return { ok: true, messages: [publish(topic, rendered.text)], target };
    },
  };
}
