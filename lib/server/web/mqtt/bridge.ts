import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../../log.ts';
import type { OriginCheck } from '../../origin.ts';

/** What a page's connection is joined with; resolves when it is over. */
export type Join = (page: Duplex, socket: WebSocket) => Promise<void>;

export type MqttBridge = {
  /** For the HTTP server's `upgrade` event; refuses whatever is not a page's way to the broker. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): void;
};

/** As large as a packet may be at the broker, and its header. */
const MAX_FRAME_BYTES = 256 * 1024 + 16;
const MAX_PAGES = 1_000;
/** A last word to a page, such as why it is refused, has this long to arrive. */
const GOODBYE_MS = 1_000;

/** `/mqtt`: the same-origin way of pages to the broker. */
export function createMqttBridge(parts: {
  readonly sameOrigin: OriginCheck;
  readonly isOpen: () => Promise<boolean>;
  readonly join: Join;
  readonly log: Log;
}): MqttBridge {
  const { sameOrigin, isOpen, join, log } = parts;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    // MQTT 3.1.1 §6: the client must offer "mqtt"; older libraries say "mqttv3.1".
    handleProtocols: (offered) =>
      ['mqtt', 'mqttv3.1'].find((protocol) => offered.has(protocol)) ?? false,
  });

  async function decide(request: IncomingMessage): Promise<number | null> {
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/mqtt') return 404;
    if (!sameOrigin(request.headers.origin, request.headers.host)) return 403;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    if (!offered.includes('mqtt') && !offered.includes('mqttv3.1')) return 400;
    if (server.clients.size >= MAX_PAGES) return 503;
    return (await isOpen().catch(() => false)) ? null : 403;
  }

  return {
    upgrade(request, socket, head) {
      const fail = () => socket.destroy();
      socket.on('error', fail);
      decide(request).then((refusal) => {
        socket.off('error', fail);
        if (socket.destroyed) return;
        if (refusal !== null) return refuse(socket, refusal);
        server.handleUpgrade(request, socket, head, (page) => {
          // MQTT 3.1.1 §6.0: packets travel in binary frames only.
          page.on('message', (_data, isBinary) => {
            if (!isBinary) page.close(1003);
          });
          const stream = createWebSocketStream(page);
          // It may break at any time, also while nobody reads from it, and is over then.
          stream.on('error', () => {});
          join(stream, page)
            .catch((error: unknown) => log.debug({ err: error }, 'a page’s connection broke'))
            .finally(() => {
              page.close();
              setTimeout(() => page.terminate(), GOODBYE_MS).unref();
            });
        });
      });
    },
    stop() {
      for (const page of server.clients) page.terminate();
      server.close();
    },
  };
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}
