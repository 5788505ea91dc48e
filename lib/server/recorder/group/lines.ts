import type { Lease } from '../../db/history/tail/lease.ts';
import type { HistoryStore } from '../../db/history.ts';
import { FLUSH_TOPIC } from '../../flush.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';
import { type External, recordExternal } from '../external.ts';
import { durableWriter, fencedWriter } from '../fenced-writer.ts';
import { CLIENT_ID } from '../presence.ts';
import type { RunDiary } from '../run-diary.ts';
import { type Knowledge, shareSorter } from './share-sorter.ts';

type Parts = {
  readonly url: string;
  /** `share/GROUP/`; the id of a recorder follows. */
  readonly prefix: string;
  readonly own: Lease;
  readonly history: HistoryStore;
  readonly diary: RunDiary;
  readonly knowledge: Knowledge;
  readonly isLeading: () => boolean;
  /** Somebody else has taken the lease of this name. */
  readonly lost: (name: string) => void;
  readonly now: () => number;
  readonly commitMs: number;
  readonly log: Log;
};

export type Lines = Running & {
  open(lease: Lease): Promise<void>;
  abandon(name: string): Promise<void>;
};

/** The shares of the messages that this process stores: its own, and those of recorders that are gone. */
export function openLines(parts: Parts): Lines {
  const { prefix, own, history, diary, knowledge, lost, log } = parts;
  const { signal } = knowledge;
  const group = prefix.split('/')[1]!;
  const lines = new Map<string, External>();
  const write = durableWriter({ history, log, signal });

  return {
    async open(lease) {
      const { name, number } = lease;
      const line = recordExternal({
        url: parts.url,
        line: {
          clientId: `${CLIENT_ID}-${name.slice(prefix.length)}`,
          cursorName: name,
          slot: number,
          filters: [`$share/${group}/#`, FLUSH_TOPIC],
        },
        cursor: await history.cursor(name),
        deliveries: await history.deliveries(number),
        now: parts.now,
        commitMs: parts.commitMs,
        log,
        signal,
        collector: shareSorter(knowledge, () => name === own.name && parts.isLeading()),
        write: fencedWriter({ write, fence: lease, fenced: () => lost(name) }),
        forgetDeliveries: () => history.forgetDeliveries(name, number),
        sessionLost: (since) =>
          diary.interrupted(since ?? parts.now(), 'the broker had lost the session'),
        greetings: [],
        async closed() {
          const mine = await history.holdsLease(lease).catch(() => true);
          if (!mine && lines.has(name)) lost(name);
          return mine;
        },
      });
      lines.set(name, line);
    },

    async abandon(name) {
      const line = lines.get(name);
      lines.delete(name);
      await line?.abandon();
    },

    async stop() {
      await Promise.all([...lines.values()].map((line) => line.stop()));
      lines.clear();
    },
  };
}
