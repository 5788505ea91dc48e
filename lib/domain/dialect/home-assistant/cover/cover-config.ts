import { type Config, flag, number, text, textOrNull } from '../config.ts';
import { exactly, word } from '../on-off.ts';
import type { Range } from '../ranges.ts';
import { topicReader } from '../topic-reader.ts';
import { topicWriter } from '../topic-writer.ts';

export const COVER_KEYS = [
  ...['state_topic', 'value_template', 'device_class'],
  ...['payload_open', 'payload_close', 'payload_stop', 'payload_stop_tilt'],
  ...['state_open', 'state_opening', 'state_closed', 'state_closing', 'state_stopped'],
  ...['position_topic', 'position_template', 'position_open', 'position_closed'],
  ...['set_position_topic', 'set_position_template'],
  ...['tilt_status_topic', 'tilt_status_template', 'tilt_command_topic', 'tilt_command_template'],
  ...['tilt_min', 'tilt_max', 'tilt_closed_value', 'tilt_opened_value', 'tilt_optimistic'],
] as const;

/** A cover's configuration, ready to work with. */
export type CoverConfig = ReturnType<typeof coverConfig>;

/** What a cover's configuration says; a text says what is wrong with it. */
export function coverConfig(config: Config) {
  const numberOr = (key: string, fallback: number) => number(config, key) ?? fallback;
  const position: Range = {
    none: numberOr('position_closed', 0),
    all: numberOr('position_open', 100),
  };
  const tilt: Range = { none: numberOr('tilt_min', 0), all: numberOr('tilt_max', 100) };
  // Before there was a template for each, one of them stood for the position too.
  const positionTemplate =
    config.has('position_template') || config.has('state_topic')
      ? 'position_template'
      : 'value_template';
  const readers = {
    state: topicReader(config, 'state_topic', 'value_template'),
    position: topicReader(config, 'position_topic', positionTemplate),
    tilt: topicReader(config, 'tilt_status_topic', 'tilt_status_template'),
  };
  const isOptimistic = flag(config, 'optimistic', false);
  const tellsNothing = readers.state === null && readers.position === null;
  return {
    ...{ position, tilt, readers },
    /** Where the slats are fully closed and open, on the device's scale. */
    tiltClosed: numberOr('tilt_closed_value', 0),
    tiltOpen: numberOr('tilt_opened_value', 100),
    words: {
      open: word(config, 'state_open', exactly('open')),
      opening: word(config, 'state_opening', exactly('opening')),
      closed: word(config, 'state_closed', exactly('closed')),
      closing: word(config, 'state_closing', exactly('closing')),
      stopped: word(config, 'state_stopped', exactly('stopped')),
    },
    /** null: the cover cannot be told that. */
    payloads: {
      open: payload(config, 'payload_open', 'OPEN'),
      close: payload(config, 'payload_close', 'CLOSE'),
      stop: payload(config, 'payload_stop', 'STOP'),
      stopTilt: payload(config, 'payload_stop_tilt', 'stop'),
    },
    topic: textOrNull(config, 'command_topic'),
    setPosition: topicWriter(config, 'set_position_topic', 'set_position_template'),
    setTilt: topicWriter(config, 'tilt_command_topic', 'tilt_command_template'),
    optimistic: isOptimistic || (tellsNothing && readers.tilt === null),
  };
}

/** A command's word: missing means the usual one, `null` that there is no such command. */
export function payload(config: Config, key: string, fallback: string | null): string | null {
  if (!config.has(key)) return fallback;
  return config.get(key) === null ? null : (text(config, key) ?? fallback);
}
