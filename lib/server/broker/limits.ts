/** What the broker puts up with. Every bound is checked before memory is spent on what it bounds. */
export type Limits = {
  /** Largest CONNECT, bytes after the fixed header. */
  readonly connectBytes: number;
  /** Time for the whole CONNECT to arrive and be answered, ms. */
  readonly connectMs: number;
  /** Largest other packet, bytes after the fixed header. */
  readonly packetBytes: number;
  /** The same for what a Zigbee2MQTT bridge lists: hundreds of devices in one message. */
  readonly listBytes: number;
  readonly topicBytes: number;
  readonly topicLevels: number;
  readonly clientIdBytes: number;
  readonly connectionsPerAddress: number;
  /** Of these, how many may not have said CONNECT yet. */
  readonly strangersPerAddress: number;
  readonly connections: number;
  /** Different topics that one client may publish to within an hour. */
  readonly topicsPerHour: number;
  readonly subscriptionsPerClient: number;
  /** QoS 2 messages of a publisher that await its PUBREL. */
  readonly receiveWindow: number;
  /** QoS 1 and 2 messages sent to a subscriber and not acknowledged yet. */
  readonly sendWindow: number;
  /** Bytes waiting in a connection beyond which the subscriber is cut off. */
  readonly sendBufferBytes: number;
  /** A connection that takes no byte for so long while some wait is cut off, ms. */
  readonly stallMs: number;
  /** Messages waiting for one session; when it is full, publishers to what it subscribed to are held back. */
  readonly queueBytes: number;
  /** A full session whose owner has been away, or has taken nothing, for longer is ended, ms of running time. */
  readonly fullMs: number;
  /** Messages of one client, and of all, that are held back without holding up what else comes from it. */
  readonly heldBytesPerClient: number;
  readonly heldBytes: number;
  /** How often sessions are looked at for being too old. */
  readonly sweepMs: number;
  /** Offline sessions are forgotten after so long, ms of the broker's running time. */
  readonly sessionMs: number;
  readonly retainedTopics: number;
  readonly retainedBytes: number;
  /** Largest journal; less if that is more than a fifth of the disk space it can have. */
  readonly journalBytes: number;
  /** How long a client whose broker died may take to come back before its will is published, ms. */
  readonly willGraceMs: number;
  /** How often connected clients are checked against revoked credentials, ms. */
  readonly revocationMs: number;
};

const MIB = 1 << 20;

export const DEFAULT_LIMITS: Limits = {
  connectBytes: 64 * 1024,
  connectMs: 10_000,
  packetBytes: 256 * 1024,
  listBytes: 4 * MIB,
  topicBytes: 512,
  topicLevels: 16,
  clientIdBytes: 256,
  connectionsPerAddress: 1024,
  strangersPerAddress: 256,
  connections: 4096,
  topicsPerHour: 50_000,
  subscriptionsPerClient: 10_000,
  receiveWindow: 1000,
  sendWindow: 1000,
  sendBufferBytes: 4 * MIB,
  stallMs: 10_000,
  queueBytes: 64 * MIB,
  fullMs: 3_600_000,
  heldBytesPerClient: MIB,
  heldBytes: 32 * MIB,
  sweepMs: 60_000,
  sessionMs: 7 * 24 * 3_600_000,
  retainedTopics: 200_000,
  retainedBytes: 256 * MIB,
  journalBytes: 2048 * MIB,
  willGraceMs: 15_000,
  revocationMs: 2_000,
};
