import type { Message, Publish } from '../../domain/dialect/message.ts';
import { parseMessage } from '../../domain/dialect/parse-message.ts';
import {
  type BridgeResponse,
  readBridgeResponse,
  responsesOf,
} from '../../domain/dialect/zigbee2mqtt/bridge-requests.ts';
import type { MqttLink } from '../link/mqtt-link.ts';
import type { Timers } from '../store/timers.ts';

/** The bridge refused, or did not answer; the message is fit for people. */
export class BridgeError extends Error {
  override name = 'BridgeError';
}

type Parts = {
  readonly link: Pick<MqttLink, 'watch' | 'onMessage' | 'publish'>;
  readonly timers: Timers;
  readonly random: () => number;
};

/** A bridge that talks to a battery device may need a while; one that is away never answers. */
const PATIENCE_MS = 15_000;

/**
 * Asks a Zigbee2MQTT bridge, and resolves with its answer to this very request.
 * @param request makes the message that carries the given transaction
 * @throws BridgeError if it refuses or does not answer
 * @throws OfflineError without a connection
 */
export async function askBridge(
  { link, timers, random }: Parts,
  base: string,
  request: (transaction: string) => Publish,
): Promise<BridgeResponse> {
  const transaction = `inglenook-${Math.floor(random() * 36 ** 8).toString(36)}`;
  const stops: (() => void)[] = [];
  const after = (ms: number, act: () => void) => stops.push(timers.after(ms, act));
  try {
    const answer = new Promise<BridgeResponse>((resolve, reject) => {
      stops.push(
        link.onMessage((message) => {
          const response = answerIn(message, base);
          if (response?.transaction === transaction) resolve(response);
        }),
      );
      after(PATIENCE_MS, () => reject(new BridgeError('Zigbee2MQTT does not answer.')));
    });
    // Somebody must hear a refusal that comes while publishing still fails.
    answer.catch(() => {});
    stops.push(link.watch([responsesOf(base)]));
    // The link subscribes a turn later; the question must come after that.
    await new Promise<void>((resolve) => after(1, resolve));
    await link.publish(request(transaction));
    const response = await answer;
    if (response.error !== null) throw new BridgeError(`Zigbee2MQTT says: ${response.error}`);
    return response;
  } finally {
    for (const stop of stops) stop();
  }
}

function answerIn(message: Message, base: string): BridgeResponse | null {
  if (!message.topic.startsWith(`${base}/bridge/response/`)) return null;
  return readBridgeResponse(parseMessage(message));
}
