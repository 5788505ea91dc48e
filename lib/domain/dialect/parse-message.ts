import type { ParsedMessage } from './dialect.ts';
import type { Message } from './message.ts';
import { parseJson } from './safe-json.ts';
import { decodeUtf8 } from './utf8.ts';

/** Larger payloads are pictures or attacks, never text (a large Zigbee2MQTT device list has 1 MB). */
export const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** A message whose text and JSON are made on demand and at most once. Never throws. */
export function parseMessage(message: Message): ParsedMessage {
  let text: string | null | undefined;
  let json: unknown;
  let jsonKnown = false;
  const readText = () => {
    if (text === undefined) {
      text = message.payload.length > MAX_TEXT_BYTES ? null : decodeUtf8(message.payload);
    }
    return text;
  };
  return {
    topic: message.topic,
    payload: message.payload,
    retain: message.retain,
    at: message.at,
    text: readText,
    json: () => {
      if (!jsonKnown) {
        jsonKnown = true;
        const content = readText();
        json = content === null ? undefined : parseJson(content);
      }
      return json;
    },
  };
}
