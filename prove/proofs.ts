import { clock } from './clock.ts';
import { copy } from './copy.ts';
import { crashPoints } from './crash-points.ts';
import { databaseFull } from './database-full.ts';
import { databaseStall } from './database-stall.ts';
import { diskBytes } from './disk-bytes.ts';
import { diskFull } from './disk-full.ts';
import { killBroker } from './kill-broker.ts';
import { killDatabase } from './kill-database.ts';
import { killRecorder } from './kill-recorder.ts';
import { network } from './network.ts';
import { offlineQueue } from './offline-queue.ts';
import type { Proof } from './proof.ts';
import { queueFull } from './queue-full.ts';
import { sessionLost } from './session-lost.ts';
import { severalRecorders } from './several-recorders.ts';
import { slowClient } from './slow-client.ts';

/** Every promise about what is kept has its proof here. */
export const PROOFS: readonly Proof[] = [
  killBroker,
  killRecorder,
  severalRecorders,
  killDatabase,
  crashPoints,
  diskFull,
  databaseFull,
  offlineQueue,
  queueFull,
  clock,
  slowClient,
  network,
  databaseStall,
  copy,
  sessionLost,
  diskBytes,
];
