import { decodeBase64 } from './base64.ts';
import type { Command, CommandError } from './command/command.ts';
import { DIALECTS } from './dialect/dialects.ts';
import type { Ignored, Publish } from './dialect/message.ts';
import { encodeUtf8 } from './dialect/utf8.ts';
import { createHome } from './entity/create-home.ts';
import { type DescribedDevice, describeDevices } from './entity/describe.ts';
import { NOBODY_READS } from './entity/outcome.ts';

/** One captured message: `payload` as text, or `payload_base64`. */
export type CapturedMessage = {
  readonly topic: string;
  readonly payload?: string;
  readonly payload_base64?: string;
  readonly retain?: boolean;
  /** RFC 3339 or epoch ms; without it, the fixed clock. */
  readonly time?: string | number;
};

export type DecodeInput = {
  readonly messages: readonly CapturedMessage[];
  readonly commands?: readonly Command[];
};

export type DecodedCommand =
  | { readonly messages: readonly Publish[] }
  | {
      readonly messages: readonly [];
      readonly error: { readonly code: CommandError; readonly reason: string };
    };

export type DecodeOutput = {
  readonly devices: readonly DescribedDevice[];
  readonly commands: readonly DecodedCommand[];
  readonly ignored: readonly Ignored[];
};

/** When captured messages carry no time: 2024-01-01T12:00:00Z, so that results can be compared. */
export const DECODE_CLOCK = 1_704_110_400_000;

/**
 * What the product makes of captured messages and commands, with the very code that runs in the
 * recorder and in the browser. Every message that led to nothing is in `ignored` with the reason.
 */
export function decode({ messages, commands = [] }: DecodeInput): DecodeOutput {
  const home = createHome(DIALECTS);
  const ignored: Ignored[] = [];
  let now = DECODE_CLOCK;
  for (const captured of messages) {
    const at = timeOf(captured) ?? DECODE_CLOCK;
    now = Math.max(now, at);
    home.advance(at);
    const payload = payloadOf(captured);
    if (payload === null) {
      ignored.push({ topic: captured.topic, reason: 'payload_base64 is not base64' });
      continue;
    }
    const message = { topic: captured.topic, payload, retain: captured.retain ?? false, at };
    const folded = home.fold(message);
    if (folded.ignored !== null) ignored.push(folded.ignored);
  }
  home.advance(now);
  return {
    devices: describeDevices(home, now),
    commands: commands.map((command) => {
      const encoded = home.encode(command);
      if (encoded.ok) return { messages: encoded.messages };
      return { messages: [], error: { code: encoded.code, reason: encoded.reason } };
    }),
    // A state that came before its definition was read after all.
    ignored: ignored.filter(
      ({ topic, reason }) => reason !== NOBODY_READS || home.fedBy(topic).length === 0,
    ),
  };
}

function payloadOf({ payload, payload_base64 }: CapturedMessage): Uint8Array | null {
  if (payload_base64 !== undefined) return decodeBase64(payload_base64);
  return encodeUtf8(payload ?? '');
}

function timeOf({ time }: CapturedMessage): number | null {
  const at = typeof time === 'string' ? Date.parse(time) : time;
  return at !== undefined && Number.isFinite(at) ? at : null;
}
