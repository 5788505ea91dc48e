import { matches } from '../../entity/topic-filter.ts';
import {
  compile,
  renderPayload,
  type Template,
  type TemplateValue,
} from '../../template/template.ts';
import { Bytes } from '../../template/value.ts';
import type { ParsedMessage } from '../dialect.ts';
import { type Config, textOrNull } from './config.ts';
import { isRaw } from './encoding.ts';
import { selfKnown } from './self.ts';

/** One part of a state: where it is told and how it is read. */
export type TopicReader = { readonly topic: string; readonly template: Template | null };

/** What a message says for one part. */
export type Reading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** The part that `topicKey` and `templateKey` describe; null if no topic tells it. */
export function topicReader(
  config: Config,
  topicKey: string,
  templateKey: string,
): TopicReader | null {
  const topic = textOrNull(config, topicKey);
  return topic === null ? null : { topic, template: templateOf(config, templateKey) };
}

export function templateOf(config: Config, key: string): Template | null {
  const source = textOrNull(config, key);
  return source === null ? null : compile(source);
}

/** Is the message one of this part's? */
export const hears = (part: TopicReader, message: ParsedMessage): boolean =>
  part.topic === message.topic || matches(part.topic, message.topic);

/** The payload as text, through the template if there is one (conventions §1.8). */
export function readText(template: Template | null, message: ParsedMessage): Reading {
  if (template !== null && isRaw(message)) return readBytes(template, message);
  const payload = message.text();
  if (payload === null) return { ok: false, reason: 'the payload is not text' };
  if (template === null) return { ok: true, text: payload };
  const self = selfKnown(message);
  const rendered = renderPayload(template, payload, {
    ...{ now: message.at, json: message.json() },
    ...(self === undefined ? {} : { variables: self }),
  });
  return rendered.ok
    ? { ok: true, text: rendered.text }
    : { ok: false, reason: `template: ${rendered.error}` };
}

/** Home Assistant gives a template the bytes themselves where the encoding is empty. */
function readBytes(template: Template, { payload, at }: ParsedMessage): Reading {
  // Only the template's own filters know what to do with bytes.
  const value = new Bytes(payload) as unknown as TemplateValue;
  const rendered = template.render({ value }, { now: at });
  return rendered.ok
    ? { ok: true, text: rendered.text }
    : { ok: false, reason: `template: ${rendered.error}` };
}
