import { type Component, PLAIN, readOnly, topics } from './component.ts';
import { textOrNull } from './config.ts';
import { mediaOf, readFrame } from './picture.ts';
import { hears } from './topic-reader.ts';

/** Home Assistant's `camera` (conventions §1.13): `updated` tells when the newest frame came. */
export const camera: Component = {
  kind: 'camera',
  keys: ['topic', 'image_encoding', 'encoding'],
  open(config) {
    const topic = textOrNull(config, 'topic');
    if (topic === null) return 'a camera needs a topic';
    const media = mediaOf(config, topic, null);
    return {
      ...PLAIN,
      capabilities: { media },
      stateTopics: topics(topic),
      read: (message) =>
        hears({ topic, template: null }, message) ? [readFrame(media, message)] : [],
      encode: readOnly,
    };
  },
};
