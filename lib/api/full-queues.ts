/** Where the built-in broker tells which clients' queues are full: a JSON list, retained, for every signed-in person. */
export const FULL_QUEUES_TOPIC = '$SYS/inglenook/full-queues';

/** A client that is away or slow, for whose sake others are held back; told so that a person can mend it. */
export type FullQueue = {
  readonly client: string;
  /** Empty: it came in without a credential. */
  readonly username: string;
  readonly online: boolean;
  /** When its queue is ended if nothing is taken out of it, whole minutes. */
  readonly endsInMinutes: number;
};
