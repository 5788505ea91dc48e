import type { Command, Encoded } from '../../../command/command.ts';
import { unsupported } from '../../../command/refused.ts';
import type { State, Value } from '../../../entity/entity.ts';
import type { Publish } from '../../message.ts';
import {
  COMMAND_KEYS,
  type Component,
  hasTopics,
  type Opened,
  PLAIN,
  publisher,
  topics,
} from '../component.ts';
import { type Config, textOrNull } from '../config.ts';
import { clampPercent, fromPercent, roundEven, toPercent } from '../ranges.ts';
import type { Written } from '../topic-writer.ts';
import { COVER_KEYS, type CoverConfig, coverConfig } from './cover-config.ts';
import { readCover } from './cover-read.ts';
import { toggled } from './toggle.ts';

const CLASSES: ReadonlySet<string> = new Set([
  ...['awning', 'blind', 'curtain', 'damper', 'door', 'garage', 'gate', 'shade', 'shutter'],
  'window',
]);

/** Home Assistant's `cover` (conventions §1.13). */
export const cover: Component = {
  kind: 'cover',
  keys: [...COMMAND_KEYS, ...COVER_KEYS],
  open(config) {
    const read = coverConfig(config);
    if (read.position.none === read.position.all) return 'position_open equals position_closed';
    if (read.tilt.none === read.tilt.all) return 'tilt_min equals tilt_max';
    const opened = openCover(config, read);
    return hasTopics(opened) ? opened : 'a cover needs at least one topic';
  },
};

function openCover(config: Config, cover: CoverConfig): Opened {
  const { payloads, topic, setPosition, setTilt, readers, optimistic } = cover;
  const publish = publisher(config);
  const commands = commandsOf(cover);
  const limits = {
    position_open: cover.position.all,
    position_closed: cover.position.none,
    tilt_min: cover.tilt.none,
    tilt_max: cover.tilt.all,
  };

  /** Of a target what a topic will tell. */
  function told(target: State): State {
    if (optimistic) return target;
    const tells: Readonly<Record<string, boolean>> = {
      state: readers.state !== null || readers.position !== null,
      position: readers.position !== null,
      tilt: readers.tilt !== null,
    };
    return Object.fromEntries(Object.entries(target).filter(([property]) => tells[property]));
  }
  const said = (written: Written | Publish, target: State): Encoded => {
    const message = 'ok' in written ? written : ({ ok: true, message: written } as const);
    return message.ok ? { ok: true, messages: [message.message], target: told(target) } : message;
  };

  /** Fully open or closed: by its word, or by its position where there is no word. */
  function drive(command: 'open' | 'close'): Encoded {
    const percent = command === 'open' ? 100 : 0;
    const payload = payloads[command];
    if (topic === null || payload === null) return moveTo(percent);
    const target: Record<string, Value> = { state: command === 'open' ? 'open' : 'closed' };
    // A cover that tells its state may call itself open before it has arrived.
    const hasPosition = readers.position !== null || setPosition !== null;
    if (hasPosition && (readers.state === null || optimistic)) target['position'] = percent;
    return said(publish(topic, payload), target);
  }

  function moveTo(percent: number): Encoded {
    if (setPosition === null) return unsupported('set_position');
    const value = roundEven(fromPercent(cover.position, percent));
    const written = setPosition.write(value, { ...limits, position: percent });
    const position = clampPercent(toPercent(cover.position, value));
    const state = position === 0 ? 'closed' : 'open';
    return said(written, optimistic ? { position, state } : { position });
  }

  /** `percent` for templates: what was asked for, or the device's own value for fully open. */
  function tiltTo(value: number, percent: number): Encoded {
    if (setTilt === null) return unsupported('set_tilt');
    const written = setTilt.write(value, { ...limits, tilt_position: percent });
    return said(written, { tilt: clampPercent(toPercent(cover.tilt, value)) });
  }

  function encode(command: Command, before: State): Encoded {
    const { command: name } = command;
    if (!commands.includes(name)) return unsupported(name);
    switch (name) {
      case 'open':
      case 'close':
        return drive(name);
      case 'stop':
        return said(publish(topic ?? '', payloads.stop ?? ''), {});
      case 'toggle':
        return encode({ ...command, command: toggled(before, commands) }, before);
      case 'set_position':
        return moveTo(Number(command['position']));
      case 'open_tilt':
        return tiltTo(cover.tiltOpen, cover.tiltOpen);
      case 'close_tilt':
        return tiltTo(cover.tiltClosed, cover.tiltClosed);
      case 'stop_tilt':
        return said(publish(setTilt?.topic ?? '', payloads.stopTilt ?? ''), {});
      case 'set_tilt': {
        const percent = Number(command['tilt']);
        return tiltTo(roundEven(fromPercent(cover.tilt, percent)), percent);
      }
      default:
        return unsupported(name);
    }
  }

  const deviceClass = textOrNull(config, 'device_class');
  return {
    ...PLAIN,
    deviceClass: deviceClass !== null && CLASSES.has(deviceClass) ? deviceClass : null,
    capabilities: { commands },
    stateTopics: topics(readers.position?.topic, readers.state?.topic, readers.tilt?.topic),
    commandTopics: topics(topic, setPosition?.topic, setTilt?.topic),
    optimistic,
    read: (message, before) => readCover(cover, message, before),
    encode,
  };
}

function commandsOf({ topic, payloads, setPosition, setTilt }: CoverConfig): readonly string[] {
  const canOpen = (topic !== null && payloads.open !== null) || setPosition !== null;
  const canClose = (topic !== null && payloads.close !== null) || setPosition !== null;
  return [
    ...(canOpen ? ['open'] : []),
    ...(canClose ? ['close'] : []),
    ...(topic !== null && payloads.stop !== null ? ['stop'] : []),
    ...(canOpen && canClose ? ['toggle'] : []),
    ...(setPosition === null ? [] : ['set_position']),
    ...(setTilt === null ? [] : ['open_tilt', 'close_tilt', 'set_tilt']),
    ...(setTilt === null || payloads.stopTilt === null ? [] : ['stop_tilt']),
  ];
}
