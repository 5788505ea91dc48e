import { type Component, PLAIN, readOnly, topics } from './component.ts';
import { NO_NEWS } from './event.ts';
import { hears, readText, topicReader } from './topic-reader.ts';

/** Home Assistant's `tag` (conventions §1.13): each scan tells the id of the `tag`. */
export const tag: Component = {
  kind: 'tag',
  keys: ['topic', 'value_template'],
  open(config) {
    const scan = topicReader(config, 'topic', 'value_template');
    if (scan === null) return 'a tag needs a topic';
    return {
      ...PLAIN,
      stateTopics: topics(scan.topic),
      read(message) {
        if (!hears(scan, message)) return [];
        if (message.retain) return [{ type: 'rejected', reason: NO_NEWS }];
        const reading = readText(scan.template, message);
        if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
        const value = reading.text.trim();
        if (value === '' || value === 'None') return [];
        return [{ type: 'state', property: 'tag', value, at: message.at }];
      },
      encode: readOnly,
    };
  },
};
