'use client';

import { useRef } from 'react';
import type { Census, HeardTopic } from '@/lib/browser/devices/topic-census.ts';
import { firstLevel, shares } from '@/lib/browser/devices/topic-census.ts';
import { useLinkStatus, useRuntime } from '@/lib/browser/store/use-home.ts';
import { dialectWords } from '@/lib/browser/words/dialect-words.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Guesses } from './Guesses.tsx';
import { ShareList } from './ShareList.tsx';
import { Unclaimed } from './Unclaimed.tsx';
import { useCensus } from './use-census.ts';

/** What nobody reads, in the list of dialects. */
const NOBODY = 'Understood by nobody';

/** What the broker carries at this moment, what of it is understood, and what the rest might be. */
export function ListenScreen() {
  const { phase } = useLinkStatus();
  const census = useCensus(true);
  const nameOf = useDialectOf();
  const heard = census?.all() ?? [];
  return (
    <>
      <ScreenHeader title="Listen" back="/more/devices" />
      <p className="max-w-160 text-15 text-ink-2">
        Everything that passes through the broker while this page is open. What announces itself is
        in the inbox already; from plain topics the home can only guess.
      </p>
      {phase !== 'connected' && (
        <p role="status" className="mt-4 text-15 text-warn">
          The broker is unreachable: nothing can be heard.
        </p>
      )}
      <Figures census={census} />
      <div className="mt-6 grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
        <ShareList title="By first level" shares={shares(heard, firstLevel)} />
        <ShareList title="By dialect" shares={shares(heard, nameOf)} />
      </div>
      <Guesses />
      <Unclaimed topics={unclaimed(heard, nameOf)} />
    </>
  );
}

const unclaimed = (
  heard: readonly HeardTopic[],
  nameOf: (topic: string) => string,
): readonly HeardTopic[] =>
  heard
    .filter(({ topic, text }) => text !== null && text !== '' && nameOf(topic) === NOBODY)
    .sort((a, b) => b.count - a.count || (a.topic < b.topic ? -1 : 1));

/** Looked up once for each topic and structure of the home: there may be thousands. */
function useDialectOf(): (topic: string) => string {
  const { store } = useRuntime();
  const known = useRef({ structure: -1, names: new Map<string, string>() });
  const structure = store.structure();
  if (known.current.structure !== structure) {
    const commands = store.all().flatMap(({ entity }) => entity.source.commandTopics);
    known.current = { structure, names: new Map(commands.map((topic) => [topic, 'Commands'])) };
  }
  const { names } = known.current;
  return (topic) => {
    const name = names.get(topic) ?? readerOf(store.fedBy(topic), topic);
    names.set(topic, name);
    return name;
  };
}

function readerOf(
  entities: readonly { readonly source: { readonly dialect: string } }[],
  topic: string,
): string {
  const dialect = entities[0]?.source.dialect;
  if (dialect !== undefined) return dialectWords(dialect);
  return ANNOUNCEMENT.test(topic) ? 'Announcements' : NOBODY;
}

/** Where devices are defined; no entity reads that. */
const ANNOUNCEMENT =
  /\/config$|^tasmota\/discovery\/|\/bridge\/|\/\$[^/]+$|^shellies\/announce$|\/[NDS](BIRTH|DEATH|DATA|CMD)\//;

function Figures({ census }: { census: Census | null }) {
  const figures = [
    ['topics', census ? `${census.size()}${census.isFull() ? '+' : ''}` : '—'],
    ['messages a minute', census ? String(census.perMinute(Date.now())) : '—'],
    ['messages so far', census ? String(census.total()) : '—'],
  ] as const;
  return (
    <dl className="mt-4 grid grid-cols-3 gap-2.5 md:max-w-160">
      {figures.map(([name, figure]) => (
        <div
          key={name}
          className="flex flex-col-reverse rounded-tile border border-line bg-surface px-4 py-3"
        >
          <dt className="text-13 text-ink-2">{name}</dt>
          <dd className="num text-22 font-semibold">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
