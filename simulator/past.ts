import { setImmediate } from 'node:timers/promises';
import type { Entity } from '../lib/domain/entity/entity.ts';
import type { Update } from '../lib/domain/entity/home.ts';
import { type Database, openDatabase } from '../lib/server/db/connection/client.ts';
import { type HistoryStore, historyStore } from '../lib/server/db/history.ts';
import { importStore } from '../lib/server/db/imports.ts';
import type { Env } from '../lib/server/env.ts';
import type { Log } from '../lib/server/log.ts';
import { zoneOffset } from '../lib/server/zone-offset.ts';
import type { Device } from './devices/device.ts';
import { devicesOf } from './flat.ts';
import type { Span } from './house/flag.ts';
import { createHouse, type House } from './house/house.ts';
import { daysUntil, outagesOf } from './past-messages.ts';
import { pastUpdates } from './past-updates.ts';

/** Readings in one transaction: few enough that a recorder beside us hardly waits. */
const BATCH = 10_000;
/** Readings told at a stretch: a few milliseconds. */
const SLICE = 1_000;
/** Past readings came before all that were ever heard; a journal counts from 1. */
const SEQ = 0;
const CURSOR = 'simulated-past';

export type PastOptions = {
  readonly env: Pick<Env, 'DATABASE_URL' | 'HOME_TIME_ZONE'>;
  readonly log: Log;
  readonly seed: number;
  /** The past ends here, epoch ms; now if absent. */
  readonly now?: number;
  /** How far back; a year if absent. */
  readonly days?: number;
};

/**
 * Fills the history with the simulated home's last year (or days), once: what devices said is decoded and
 * stored as the recorder would have done. Broken off, it begins again and changes nothing twice.
 * @returns how many readings it stored; 0 if the past was there already
 */
export async function fillPast(options: PastOptions): Promise<number> {
  const { env, log, seed, now = Date.now(), days = 365 } = options;
  const db = await openDatabase(env);
  try {
    const history = historyStore(db, { offset: zoneOffset(env.HOME_TIME_ZONE) });
    const epoch = `seed ${seed}`;
    const before = await history.cursor(CURSOR);
    if (before !== null && before.epoch === epoch && before.seq > 0) return 0;
    // Where an earlier attempt was broken off, its span is taken up again.
    const end = before !== null && before.epoch === epoch ? before.base : now;
    await history.append({ now, cursor: { name: CURSOR, epoch, seq: 0, base: end } });

    const startedAt = performance.now();
    const house = createHouse(seed, env.HOME_TIME_ZONE);
    const span = daysUntil(end, days);
    log.info({ from: new Date(span.from).toISOString() }, 'filling in past readings');
    const stored = await storeAll(db, history, house, span, now);
    await history.append({ now, cursor: { name: CURSOR, epoch, seq: stored, base: end } });
    log.info({ readings: stored, ms: Math.round(performance.now() - startedAt) }, 'past is there');
    return stored;
  } finally {
    await db.close();
  }
}

async function storeAll(
  db: Database,
  history: HistoryStore,
  house: House,
  span: Span,
  now: number,
): Promise<number> {
  await importStore(db).setRuns(runsOf(house, span), 'simulated past');
  let stored = 0;
  for (const device of devicesOf(house)) {
    stored += await storeDevice(history, device, house, span, now);
  }
  return stored;
}

async function storeDevice(
  history: HistoryStore,
  device: Device,
  house: House,
  span: Span,
  now: number,
): Promise<number> {
  let stored = 0;
  let known: readonly Entity[] = [];
  let rows: Update[] = [];
  const past = history.import(SEQ);
  for (const { home, updates } of pastUpdates(device, house, span, SLICE)) {
    // The live home beside us has something to say, too.
    await setImmediate();
    rows.push(...updates);
    const entities = home.entities();
    const isNews = entities.length !== known.length || entities.some((it, i) => it !== known[i]);
    if (rows.length < BATCH && !isNews) continue;
    await past.add({ now, rows, ...(isNews ? { devices: home.devices(), entities } : {}) });
    known = entities;
    stored += rows.length;
    rows = [];
  }
  await past.add({ now, rows });
  await past.end();
  return stored + rows.length;
}

/** When the recorder ran: always, but for its outages. */
function runsOf(house: House, { from, to }: Span): readonly Span[] {
  const runs: Span[] = [];
  let start = from;
  for (const outage of outagesOf(house, from, to)) {
    runs.push({ from: start, to: outage.from });
    start = outage.to;
  }
  return [...runs, { from: start, to }];
}
