import { FULL_QUEUES_TOPIC } from '../../api/full-queues.ts';
import type { Log } from '../log.ts';
import type { OriginCheck } from '../origin.ts';
import { watchRevocations } from './admission.ts';
import { createComplaints } from './complaints.ts';
import { createEngine, type Engine } from './engine.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Authenticator } from './principal.ts';
import { type Reason, Refusals } from './refusals.ts';
import { holdFolder } from './store/hold.ts';
import { productVersion, startSys } from './sys.ts';
import type { Connection } from './wire/connection.ts';
import { createDoorman, type Doorman } from './wire/doorman.ts';
import type { Refusal } from './wire/framer.ts';
import { listenTcp } from './wire/tcp.ts';
import { listenWebSocket } from './wire/websocket.ts';

export type BrokerOptions = {
  readonly dataDir: string;
  /** 0: a free one. */
  readonly tcpPort: number;
  readonly wsPort: number;
  readonly host: string;
  readonly authenticator: Authenticator;
  readonly originAllowed: OriginCheck;
  readonly log: Log;
  /** Durability can no longer be had; the process should end. */
  readonly onFatal: (error: Error) => void;
  readonly limits?: Partial<Limits>;
};

export type Broker = {
  readonly tcpPort: number;
  readonly wsPort: number;
  /** What was turned away since the start. */
  readonly refusals: Refusals;
  /** Makes everything accepted durable, then closes. Wills are kept for the next start. */
  stop(): Promise<void>;
};

const SAVE_IDLE_MS = 3_600_000;
/** What a person can do about a refusal. */
const ADVICE: Partial<Record<Reason, string>> = {
  'mqtt-5': 'an MQTT 5 client was refused: set it to MQTT 3.1.1',
  'packet-too-large': 'a message was too large: raise MQTT_MAX_PACKET_KB if the device is yours',
};

/**
 * Starts the embedded broker; resolves when the last run's state is loaded and both listeners are open.
 * @throws ConfigurationError if a port or the folder cannot be had
 */
export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const { dataDir, log, authenticator, host } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const refusals = new Refusals();
  const complain = createComplaints(log);
  /** What has to be undone, newest last. */
  const undo: (() => unknown)[] = [holdFolder(dataDir)];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };

  try {
    const { onFatal } = options;
    const engine = await createEngine({
      dataDir,
      authenticator,
      limits,
      refusals,
      log,
      complain,
      onFatal,
    });
    undo.push(() => engine.stop());

    const doorman = createDoorman(limits, refusals, ({ transport, writableLength }) =>
      complain(
        `slow ${transport.address}`,
        { address: transport.address, waitingBytes: writableLength },
        'a client that does not read what it is sent was cut off',
      ),
    );
    const welcome = (connection: Connection): void => void engine.aedes.handle(connection);
    const refused = (address: string, { reason, detail }: Refusal): void =>
      complain(
        `${reason} ${address}`,
        { reason, detail, address },
        ADVICE[reason] ?? 'a connection was closed for what it sent',
      );
    const tcp = await listenTcp({ port: options.tcpPort, host }, doorman, welcome, refused);
    undo.push(() => tcp.close());
    const { originAllowed } = options;
    const ws = await listenWebSocket(
      { port: options.wsPort, host, limits, refusals, originAllowed },
      doorman,
      welcome,
      refused,
    );
    undo.push(() => ws.close());

    undo.push(
      every(limits.sweepMs, () => engine.sweep(limits.sweepMs)),
      every(SAVE_IDLE_MS, () => engine.sessions.saveIdle()),
      watchRevocations(
        authenticator,
        limits.revocationMs,
        log,
        () => [...new Set([...engine.clients.usernames(), ...engine.full.usernames()])],
        (username) => {
          refusals.count('revoked', engine.clients.disconnect(username));
          engine.full.revoked(username);
          log.warn({ username }, 'the clients of a revoked credential were disconnected');
        },
      ),
      startSys(
        () => facts(engine, refusals, doorman),
        (topic, value) => {
          const payload = Buffer.from(value);
          engine.retained.put({ seq: engine.intake.storedSeq, topic, qos: 0, payload });
          engine.router.tell(topic, payload);
        },
      ),
    );
    return { tcpPort: tcp.port, wsPort: ws.port, refusals, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function every(periodMs: number, work: () => void): () => void {
  const timer = setInterval(work, periodMs).unref();
  return () => clearInterval(timer);
}

const VERSION = `inglenook ${productVersion()}`;

function* facts(
  { intake, router, retained, sessions, keeper, store, full }: Engine,
  refusals: Refusals,
  doorman: Doorman,
): Generator<readonly [string, string | number]> {
  let queued = 0;
  for (const session of sessions) queued += session.length;
  yield ['broker/version', VERSION];
  yield ['broker/uptime', `${Math.round(process.uptime())} seconds`];
  yield ['broker/clients/connected', doorman.size];
  yield ['broker/messages/received', intake.received];
  yield ['broker/messages/sent', router.sent];
  yield ['broker/messages/queued', queued];
  yield ['broker/retained messages/count', retained.size];
  yield ['inglenook/journal/head', intake.storedSeq];
  yield ['inglenook/journal/bytes', keeper.usedBytes];
  yield ['inglenook/journal/limit', keeper.limitBytes];
  yield ['inglenook/alarm/disk-full', store.diskFull ? 1 : 0];
  yield ['inglenook/alarm/journal-full', store.journalFull ? 1 : 0];
  yield ['inglenook/alarm/queue-full', sessions.full.size];
  yield [FULL_QUEUES_TOPIC.replace('$SYS/', ''), JSON.stringify(full.list())];
  for (const [reason, count] of refusals.entries()) yield [`inglenook/refused/${reason}`, count];
}
