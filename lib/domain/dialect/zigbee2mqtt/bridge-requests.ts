import type { ParsedMessage } from '../dialect.ts';
import type { Publish } from '../message.ts';
import { isObject } from '../safe-json.ts';

/** A network is open for at most this long, seconds (the Zigbee standard counts in one byte). */
export const MAX_JOIN_SECONDS = 254;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A request to the bridge. `transaction`, any text that the asker makes up, comes back in the
 * response; left out, there is none.
 */
export function bridgeRequest(
  base: string,
  name: string,
  fields: Fields,
  transaction?: string,
): Publish {
  const payload = transaction === undefined ? fields : { ...fields, transaction };
  return {
    topic: `${base}/bridge/request/${name}`,
    payload: JSON.stringify(payload),
    qos: 0,
    retain: false,
  };
}

/**
 * Opens the network for new devices for some seconds, 0 closes it. `via`: only through this router
 * (its friendly name or address).
 */
export function permitJoin(
  base: string,
  seconds: number,
  via: string | null = null,
  transaction?: string,
): Publish {
  const time = Math.max(0, Math.min(MAX_JOIN_SECONDS, Math.round(seconds)));
  return bridgeRequest(
    base,
    'permit_join',
    via === null ? { time } : { time, device: via },
    transaction,
  );
}

/** Gives a device another friendly name. `from` is its name or address. */
export const rename = (base: string, from: string, to: string, transaction?: string): Publish =>
  bridgeRequest(base, 'device/rename', { from, to }, transaction);

/** Takes a device out of the network. `force`: also if it does not answer. `block`: it may not come back. */
export const removeDevice = (
  base: string,
  id: string,
  options: { readonly force?: boolean; readonly block?: boolean } = {},
  transaction?: string,
): Publish => bridgeRequest(base, 'device/remove', { id, ...options }, transaction);

/** Asks a device anew what it is. */
export const interview = (base: string, id: string, transaction?: string): Publish =>
  bridgeRequest(base, 'device/interview', { id }, transaction);

/** Sets up a device's reports anew. */
export const configure = (base: string, id: string, transaction?: string): Publish =>
  bridgeRequest(base, 'device/configure', { id }, transaction);

/** Installs the newest firmware of a device. */
export const otaUpdate = (base: string, id: string, transaction?: string): Publish =>
  bridgeRequest(base, 'device/ota_update/update', { id }, transaction);

export const bridgeOptions = (base: string, options: Fields, transaction?: string): Publish =>
  bridgeRequest(base, 'options', { options }, transaction);

/** Restarts the bridge; it wants no fields. */
export const restartBridge = (base: string): Publish => ({
  ...bridgeRequest(base, 'restart', {}),
  payload: '',
});

/** The filter that brings the answers of a bridge. */
export const responsesOf = (base: string): string => `${base}/bridge/response/#`;

/** What a bridge answered to a request. */
export type BridgeResponse = {
  readonly base: string;
  /** `device/rename`, `permit_join`, … */
  readonly request: string;
  /** null: done; else why not, in the bridge's words. */
  readonly error: string | null;
  readonly transaction: string | null;
  readonly data: Fields;
};

const RESPONSE = '/bridge/response/';

/** Reads an answer; null if the message is none. */
export function readBridgeResponse(message: ParsedMessage): BridgeResponse | null {
  const at = message.topic.indexOf(RESPONSE);
  if (at <= 0) return null;
  const json = message.json();
  if (!isObject(json) || (json['status'] !== 'ok' && json['status'] !== 'error')) return null;
  const { status, error, transaction, data } = json;
  const failed = typeof error === 'string' && error !== '' ? error : 'the bridge refused';
  return {
    base: message.topic.slice(0, at),
    request: message.topic.slice(at + RESPONSE.length),
    error: status === 'ok' ? null : failed,
    transaction:
      typeof transaction === 'string' || typeof transaction === 'number'
        ? String(transaction)
        : null,
    data: isObject(data) ? data : {},
  };
}
