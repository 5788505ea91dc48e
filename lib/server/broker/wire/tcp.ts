import net from 'node:net';
import type { Connection, Transport } from './connection.ts';
import type { Doorman } from './doorman.ts';
import type { Refusal } from './framer.ts';
import { addressKey, listen } from './listen.ts';

const KEEP_ALIVE_MS = 60_000;

export type Listener = {
  readonly port: number;
  /** Takes no new connections; those that are open stay. */
  close(): void;
};

/**
 * MQTT over TCP. Each connection goes to `onConnection`; refusals of its packets to `onRefusal`.
 * @throws ConfigurationError if the port cannot be had
 */
export async function listenTcp(
  { port, host }: { readonly port: number; readonly host: string },
  doorman: Doorman,
  onConnection: (connection: Connection) => void,
  onRefusal: (address: string, refusal: Refusal) => void,
): Promise<Listener> {
  const server = net.createServer({ noDelay: true }, (socket) => {
    const address = addressKey(socket.remoteAddress);
    if (!doorman.mayEnter(address)) {
      socket.destroy();
      return;
    }
    // A client that vanished without a word is noticed even if it asked for no keep-alive.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const transport: Transport = {
      address,
      write: (bytes, done) => void socket.write(bytes, done),
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
      end: () => void socket.end(),
      abort: () => void socket.destroy(),
    };
    const connection = doorman.enter(transport, (refusal) => onRefusal(address, refusal));
    socket.on('data', (chunk) => connection.received(chunk));
    socket.on('end', () => connection.ended());
    socket.on('close', () => connection.ended());
    socket.on('error', (error) => connection.failed(error));
    onConnection(connection);
  });
  const actual = await listen(server, port, host, 'MQTT_PORT');
  return {
    port: actual,
    close: () => void server.close(),
  };
}
