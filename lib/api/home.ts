import type { Adoption } from '../domain/entity/adoption.ts';
import type { Device, Entity, EntityStatus } from '../domain/entity/entity.ts';

/**
 * `GET /api/v1/home`: everything a page needs to go on alone with the broker. Names and rooms are
 * those the homeowner chose, hidden entities are left out. Times inside are epoch ms, as in the domain.
 */
export type HomeSnapshot = {
  readonly home: { readonly name: string; readonly timeZone: string };
  /** Where devices speak to: the built-in broker's TCP port, or null where another broker serves (MQTT_URL). */
  readonly broker: { readonly port: number | null };
  readonly version: string;
  /** The server's clock, epoch ms. */
  readonly now: number;
  readonly user: { readonly name: string; readonly email: string };
  readonly devices: readonly Device[];
  readonly entities: readonly Entity[];
  readonly statuses: Readonly<Record<string, EntityStatus>>;
  /** Ids of the hidden entities, so that a page which hears them itself keeps them hidden too. */
  readonly hidden?: readonly string[];
  /** What the homeowner said of devices, by id; those not named are new. */
  readonly adoptions?: Readonly<Record<string, Adoption>>;
  /** Identities that have the id of an entity they replaced (home.ts, `assign`). */
  readonly places?: Readonly<Record<string, string>>;
  /** The first level of Home Assistant's discovery topics in this home. */
  readonly discoveryPrefix?: string;
};

/** `POST /api/v1/mqtt-credentials`: the broker credential of this sign-in session. */
export type BrowserCredential = {
  readonly username: string;
  readonly password: string;
  /** The page must use this client id, followed by `-` and what it likes. */
  readonly clientIdPrefix: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  /** WebSocket addresses of the broker, to be tried in this order. Absolute, without a login. */
  readonly urls: readonly string[];
  /** Where the home names a login for `urls`: further addresses, which want another one. */
  readonly fallback?: BrokerWay;
};

/** A login, and the addresses that take it. */
export type BrokerWay = Pick<BrowserCredential, 'username' | 'password' | 'urls'>;
