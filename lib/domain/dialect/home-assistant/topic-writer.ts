import { invalid, type Refused } from '../../command/refused.ts';
import type { TemplateValue, TemplateVariables } from '../../template/template.ts';
import type { Publish } from '../message.ts';
import { publisher } from './component.ts';
import { type Config, textOrNull } from './config.ts';
import { templateOf } from './topic-reader.ts';

/** Where the commands of one part go and how they are written. */
export type TopicWriter = {
  readonly topic: string;
  /**
   * The message that says `value`, through the template if there is one, which may know `more`;
   * `plain` is what goes out without a template. Errors: `invalid_argument` if the template fails.
   */
  write(value: TemplateValue, more?: TemplateVariables, plain?: string): Written;
};

export type Written = { readonly ok: true; readonly message: Publish } | Refused;

/** The part whose commands `topicKey` and `templateKey` describe; null if it takes none. */
export function topicWriter(
  config: Config,
  topicKey: string,
  templateKey: string,
): TopicWriter | null {
  const topic = textOrNull(config, topicKey);
  if (topic === null) return null;
  const template = templateOf(config, templateKey);
  const publish = publisher(config);
  return {
    topic,
    write(value, more = {}, plain = String(value)) {
      if (template === null) return { ok: true, message: publish(topic, plain) };
      const rendered = template.render({ ...more, value });
      return rendered.ok
        ? { ok: true, message: publish(topic, rendered.text) }
        : invalid(`template: ${rendered.error}`);
    },
  };
}

/** The messages of several parts in their order, or the first reason why there are none. */
export function together(
  written: readonly Written[],
): { readonly ok: true; readonly messages: readonly Publish[] } | Refused {
  const messages: Publish[] = [];
  for (const part of written) {
    if (!part.ok) return part;
    messages.push(part.message);
  }
  return { ok: true, messages };
}
