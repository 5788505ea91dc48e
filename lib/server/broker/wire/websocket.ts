import http from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OriginCheck } from '../../origin.ts';
import type { Limits } from '../limits.ts';
import type { Refusals } from '../refusals.ts';
import type { Connection, Transport } from './connection.ts';
import type { Doorman } from './doorman.ts';
import type { Refusal } from './framer.ts';
import { addressKey, listen } from './listen.ts';
import type { Listener } from './tcp.ts';

const PATHS = new Set(['/', '/mqtt']);
const SUBPROTOCOLS = ['mqtt', 'mqttv3.1'];
/** A frame may carry several packets, or the end of one and the next. */
const FRAME_SLACK_BYTES = 64 * 1024;

type Options = {
  readonly port: number;
  readonly host: string;
  readonly limits: Limits;
  readonly refusals: Refusals;
  readonly originAllowed: OriginCheck;
};

/**
 * MQTT over WebSocket, at `/` and `/mqtt`. A foreign page's Origin is answered 403 before the upgrade.
 * @throws ConfigurationError if the port cannot be had
 */
export async function listenWebSocket(
  { port, host, limits, refusals, originAllowed }: Options,
  doorman: Doorman,
  onConnection: (connection: Connection, request: http.IncomingMessage) => void,
  onRefusal: (address: string, refusal: Refusal) => void,
): Promise<Listener> {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.packetBytes + FRAME_SLACK_BYTES,
    handleProtocols: (offered) => SUBPROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  const server = http.createServer(
    { headersTimeout: limits.connectMs, requestTimeout: limits.connectMs, keepAliveTimeout: 1_000 },
    (_, response) => {
      response.writeHead(426, { 'Content-Type': 'text/plain', Upgrade: 'websocket' });
      response.end('This is the MQTT broker: connect by WebSocket, subprotocol mqtt.\n');
    },
  );
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const address = addressKey(request.socket.remoteAddress);
    const path = (request.url ?? '').split('?')[0] as string;
    if (!PATHS.has(path)) return refuse(socket, '404 Not Found');
    if (!originAllowed(request.headers.origin, request.headers.host)) {
      refusals.count('origin');
      return refuse(socket, '403 Forbidden');
    }
    if (!doorman.mayEnter(address)) return refuse(socket, '503 Service Unavailable');
    request.socket.setNoDelay(true);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const transport = carry(webSocket, address);
      const connection = doorman.enter(transport, (refusal) => onRefusal(address, refusal));
      webSocket.on('message', (data, isBinary) => {
        // [MQTT-6.0.0-1]: a frame of text closes the connection.
        if (!isBinary || !Buffer.isBuffer(data)) {
          refusals.count('malformed-packet');
          connection.failed(new Error('a text frame'));
        } else {
          connection.received(data);
        }
      });
      webSocket.on('close', () => connection.ended());
      webSocket.on('error', (error: Error & { code?: string }) => {
        if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') refusals.count('packet-too-large');
        connection.failed(error);
      });
      onConnection(connection, request);
    });
  });
  const actual = await listen(server, port, host, 'MQTT_WS_PORT');
  return {
    port: actual,
    close() {
      server.close();
      // Those that never asked for an upgrade.
      server.closeAllConnections();
    },
  };
}

function carry(webSocket: WebSocket, address: string): Transport {
  return {
    address,
    write: (bytes, done) => webSocket.send(bytes, done),
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    end: () => webSocket.close(),
    abort: () => webSocket.terminate(),
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.once('finish', () => socket.destroy());
}
