import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';

export type TestBroker = {
  readonly url: string;
  readonly aedes: Aedes;
  /** Who may come in; anybody unless set. */
  allow: (username: string | undefined, password: string | undefined) => boolean;
  readonly connected: Client[];
  publish(topic: string, payload: string, retain?: boolean): Promise<void>;
  stop(): Promise<void>;
};

/** A real broker behind a WebSocket listener on a port of its own. */
export async function startBroker(port = 0): Promise<TestBroker> {
  const aedes = await Aedes.createBroker();
  const server: Server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'mqtt' });
  sockets.on('connection', (socket) => {
    const stream = createWebSocketStream(socket);
    stream.on('error', () => {});
    aedes.handle(stream as never);
  });
  const broker: TestBroker = {
    url: '',
    aedes,
    allow: () => true,
    connected: [],
    publish: (topic, payload, retain = false) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, retain, qos: 1, dup: false } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
  aedes.authenticate = (_, username, password, done) => {
    const ok = broker.allow(username, password?.toString());
    if (ok) done(null, true);
    else done(Object.assign(new Error('refused'), { returnCode: 5 }) as never, null as never);
  };
  aedes.on('client', (client) => broker.connected.push(client));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: given } = server.address() as AddressInfo;
  return Object.assign(broker, { url: `ws://127.0.0.1:${given}/mqtt` });
}
