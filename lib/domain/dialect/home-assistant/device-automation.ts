import { type Component, PLAIN, readOnly, topics } from './component.ts';
import { textOrNull } from './config.ts';
import { NO_NEWS } from './event.ts';
import { readable } from './naming.ts';
import { exactly, means, word } from './on-off.ts';
import { hears, readText, topicReader } from './topic-reader.ts';

/**
 * Home Assistant's `device_automation` (conventions §1.13): a trigger that fires when its topic says
 * its payload. Its property is `event_type`, always `type subtype`.
 */
export const deviceAutomation: Component = {
  kind: 'trigger',
  keys: ['automation_type', 'topic', 'type', 'subtype', 'payload', 'value_template'],
  open(config) {
    const automation = textOrNull(config, 'automation_type');
    if (automation !== 'trigger') return 'a device_automation must have automation_type "trigger"';
    const heard = topicReader(config, 'topic', 'value_template');
    if (heard === null) return 'a device_automation needs a topic';
    const type = textOrNull(config, 'type');
    const subtype = textOrNull(config, 'subtype');
    if (type === null || subtype === null) return 'a device_automation needs type and subtype';
    const payload = config.has('payload') ? word(config, 'payload', exactly('')) : null;
    const eventType = `${type} ${subtype}`;
    return {
      ...PLAIN,
      defaultName: triggerName(type, subtype),
      capabilities: { eventTypes: [eventType] },
      stateTopics: topics(heard.topic),
      read(message) {
        if (!hears(heard, message)) return [];
        const reading = readText(heard.template, message);
        if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
        // Several triggers share a topic; without a payload anything but nothing fires.
        if (payload === null ? reading.text === '' : !means(payload, reading.text)) return [];
        if (message.retain) return [{ type: 'rejected', reason: NO_NEWS }];
        return [{ type: 'state', property: 'event_type', value: eventType, at: message.at }];
      },
      encode: readOnly,
    };
  },
};

/** `button_short_press`, `button_1` → `Button 1 short press`; `action`, `single` → `Action single`. */
function triggerName(type: string, subtype: string): string {
  const [first, second] = type.startsWith('button_')
    ? [subtype, type.slice('button_'.length)]
    : [type, subtype];
  return readable(`${first} ${second}`);
}
