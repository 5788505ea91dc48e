import type { ParsedMessage, Report } from '../dialect.ts';
import { type Component, PLAIN, readOnly, topics } from './component.ts';
import { textOrNull } from './config.ts';
import { quoted } from './parts.ts';
import { mediaOf, readFrame } from './picture.ts';
import { hears, readText, type TopicReader, topicReader } from './topic-reader.ts';

/**
 * Home Assistant's `image` (conventions §1.13): frames on `image_topic`, or the address of a picture
 * on `url_topic`. Nothing is fetched here: the address is only told.
 */
export const image: Component = {
  kind: 'image',
  keys: [
    ...['image_topic', 'image_encoding', 'encoding', 'content_type', 'url_topic', 'url_template'],
  ],
  open(config) {
    const topic = textOrNull(config, 'image_topic');
    const address = topicReader(config, 'url_topic', 'url_template');
    if (topic === null && address === null) return 'an image needs an image_topic or a url_topic';
    const contentType = textOrNull(config, 'content_type') ?? 'image/jpeg';
    const media = topic === null ? null : mediaOf(config, topic, contentType);
    return {
      ...PLAIN,
      capabilities: media === null ? {} : { media },
      stateTopics: topics(topic, address?.topic),
      read: (message) => [
        ...(media !== null && hears({ topic: media.topic, template: null }, message)
          ? [readFrame(media, message)]
          : []),
        ...(address === null ? [] : readAddress(address, message)),
      ],
      encode: readOnly,
    };
  },
};

function readAddress(part: TopicReader, message: ParsedMessage): readonly Report[] {
  if (!hears(part, message)) return [];
  const { at } = message;
  const reading = readText(part.template, message);
  if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
  const url = reading.text.trim();
  if (url === '') return [{ type: 'rejected', reason: 'empty address' }];
  if (url === 'None') return [{ type: 'state', property: 'url', value: null, at }];
  if (!isWebAddress(url)) {
    return [{ type: 'rejected', reason: `${quoted(url)} is no address of a picture` }];
  }
  return [
    { type: 'state', property: 'url', value: url, at },
    { type: 'state', property: 'updated', value: at, at },
  ];
}

/** Only what a browser may load: `javascript:`, `file:` and the like are not shown. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s"'<>]+$/i.test(text);
