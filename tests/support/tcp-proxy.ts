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

type Line = { readonly due: number; pass(): void }[];

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let frozen = false;
  /** What is on its way, for each direction of each connection: nothing overtakes. */
  const lines = new Set<Line>();

  const pump = (line: Line): void => {
    while (!frozen && line[0] && line[0].due <= performance.now()) line.shift()!.pass();
    const next = line[0];
    if (!frozen && next) setTimeout(() => pump(line), Math.max(1, next.due - performance.now()));
  };
  const carry = (from: Socket, to: Socket): void => {
    const line: Line = [];
    const later = (pass: () => void) => {
      const before = line.at(-1)?.due ?? 0;
      line.push({ due: Math.max(before, performance.now() + delayMs), pass });
      if (line.length === 1) pump(line);
    };
    lines.add(line);
    sockets.add(from);
    from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      lines.delete(line);
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
    for (const line of lines) line.length = 0;
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
      for (const line of lines) pump(line);
    },
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
