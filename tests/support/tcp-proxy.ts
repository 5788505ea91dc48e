import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a client and a server that can be made bad. */
export type TcpProxy = {
  readonly port: number;
  /** Every byte takes so long from now on, ms. */
  delay(ms: number): void;
  /** Ends all connections at once; new ones are let in. */
  cut(): void;
  /** Nothing passes any more and nobody is told, as when a cable is pulled; new connections hang too. */
  freeze(): void;
  /** Goes on with what was kept meanwhile. */
  thaw(): void;
  stop(): Promise<void>;
};

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let frozen = false;
  let kept: (() => void)[] = [];

  const later = (pass: () => void): void => {
    if (frozen) kept.push(pass);
    else if (delayMs === 0) pass();
    else setTimeout(() => (frozen ? kept.push(pass) : pass()), delayMs);
  };
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      if (!frozen) to.destroy();
    });
  };
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    carry(client, target);
    carry(target, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    kept = [];
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    delay(ms) {
      delayMs = ms;
    },
    cut,
    freeze() {
      frozen = true;
    },
    thaw() {
      frozen = false;
      for (const pass of kept.splice(0)) pass();
    },
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
