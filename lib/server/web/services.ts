import type { BrokerWay, BrowserCredential } from '../../api/home.ts';
import type { Doors } from '../auth/doors.ts';
import type { CounterStore } from '../db/counters.ts';
import type { CredentialStore } from '../db/credentials.ts';
import type { SessionStore } from '../db/sessions.ts';
import type { TokenStore } from '../db/tokens.ts';
import type { Log } from '../log.ts';
import type { OriginCheck } from '../origin.ts';
import type { CommandDesk } from './commands.ts';
import type { DeviceDesk } from './devices.ts';
import type { EntityDesk } from './entities.ts';
import type { HealthDesk } from './health.ts';
import type { CorrectionDesk } from './history/corrections.ts';
import type { ExportDesk } from './history/export.ts';
import type { HistoryDesk } from './history/history.ts';
import type { StatesDesk } from './history/states.ts';
import type { SuspectDesk } from './history/suspects.ts';
import type { MessageDesk } from './messages.ts';
import type { SnapshotDesk } from './snapshot.ts';
import type { RetentionDesk } from './storage/retention.ts';
import type { StorageDesk } from './storage/storage.ts';

/** What route handlers and pages may ask of the web role. */
export type Services = {
  readonly version: string;
  readonly log: Log;
  readonly sameOrigin: OriginCheck;
  readonly doors: Doors;
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly credentials: CredentialStore;
  readonly entities: EntityDesk;
  readonly devices: DeviceDesk;
  readonly messages: MessageDesk;
  readonly commands: CommandDesk;
  readonly history: HistoryDesk;
  readonly states: StatesDesk;
  readonly corrections: CorrectionDesk;
  readonly suspects: SuspectDesk;
  readonly exports: ExportDesk;
  readonly storage: StorageDesk;
  readonly retention: RetentionDesk;
  readonly counters: CounterStore;
  readonly health: HealthDesk;
  readonly snapshot: SnapshotDesk;
  /** The ways to the broker for a page that came from this host with this login. */
  readonly brokerWays: (
    login: Pick<BrokerWay, 'username' | 'password'>,
    host: string,
    secure: boolean,
  ) => Pick<BrowserCredential, 'username' | 'password' | 'urls' | 'fallback'>;
};

const KEY = Symbol.for('inglenook.services');
type Holder = { [KEY]?: Services };

/**
 * The running web role's services. They live on `globalThis`, because Next compiles routes into a
 * module graph of their own, where a module's state is not the web role's.
 */
export function services(): Services {
  const found = (globalThis as Holder)[KEY];
  if (!found) throw new Error('The web role is not running: start it by server.ts, not by `next`');
  return found;
}

/** Called by the web role when it starts; returns what takes the services back. */
export function provideServices(provided: Services): () => void {
  (globalThis as Holder)[KEY] = provided;
  return () => {
    if ((globalThis as Holder)[KEY] === provided) delete (globalThis as Holder)[KEY];
  };
}
