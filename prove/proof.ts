import type { Account } from './account.ts';
import { type BrokerName, obstacleTo } from './brokers.ts';

/** How a proof is to be run. The same seed makes the same choices; moments still differ by a little. */
export type Options = {
  readonly seed: number;
  /** How many times the worst is done; each proof has its own number if absent. */
  readonly rounds?: number;
  /** The whole length where the usual run takes a sample of it. */
  readonly long: boolean;
  readonly database: 'sqlite' | 'postgresql';
  /** Only with this one; where absent, with each broker that the promise is about. */
  readonly broker?: BrokerName;
};

/** What one run of a proof found. */
export type Finding = {
  /** What was done, if a proof does several things. */
  readonly about: string;
  readonly account: Account;
  /** What else was measured. */
  readonly figures?: Readonly<Record<string, number | string>>;
  /** Sentences on what did not hold beyond the account; empty: all held. */
  readonly faults: readonly string[];
};

/** What this machine cannot do, and what would help. */
export type Skipped = { readonly about: string; readonly skipped: string };

export type Proof = {
  readonly name: string;
  readonly promises: string;
  readonly about: string;
  run(options: Options): AsyncIterable<Finding | Skipped>;
};

/**
 * What is found with each of these brokers, one after the other, or what this machine lacks for it.
 * @param only the one that was asked for; absent: all
 */
export async function* withBrokers<Name extends BrokerName>(
  names: readonly Name[],
  only: BrokerName | undefined,
  find: (broker: Name) => Promise<Finding>,
): AsyncGenerator<Finding | Skipped> {
  for (const name of names) {
    if (only !== undefined && only !== name) continue;
    const skipped = obstacleTo(name);
    if (skipped === null) yield await find(name);
    else yield { about: name, skipped };
  }
}

/** Whether everything held. */
export const holds = ({ account, faults }: Finding): boolean =>
  faults.length === 0 &&
  account.missing === 0 &&
  account.duplicate === 0 &&
  account.outOfOrder === 0 &&
  account.acknowledged > 0;
