import { setTimeout as delay } from 'node:timers/promises';
import type { EntityOut } from '../lib/api/entities.ts';
import type { SeriesOut } from '../lib/api/history.ts';
import type { TestHome } from '../tests/support/roles.ts';

/** When and how much. */
export type Reading = readonly [at: number, value: number];

/** The home as a script with a token sees it. */
export type Rest = {
  /** `ok`, `degraded`, or why there is no answer. */
  health(): Promise<string>;
  /** The id of the entity that a topic feeds; undefined while there is none. */
  fedBy(topic: string): Promise<string | undefined>;
  /** All readings of an entity's main property in a span of time (epoch ms), in their order. */
  readings(entityId: string, from?: number, to?: number): Promise<Reading[]>;
  /** The last number the history holds; -Infinity of none. */
  newest(entityId: string): Promise<number>;
  /** One page of what the history says of all times. */
  series(entityId: string, query: Record<string, string>): Promise<SeriesOut>;
};

/** Clocks are turned in some proofs: far enough before and after. */
const ALWAYS = { from: Date.UTC(2020, 0), to: Date.UTC(2040, 0) };
const PAGE = '50000';
const ATTEMPTS = 20;

export async function openRest(home: TestHome): Promise<Rest> {
  const token = await home.token('read');
  async function get<T>(path: string): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(`${home.url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = await answer.json();
      if (answer.ok) return body as T;
      // While a broker or the database is held down the answer may be an honest "not now".
      if (answer.status < 500 || attempt === ATTEMPTS)
        throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(body)}`);
      await delay(500);
    }
  }
  const series = (entityId: string, query: Record<string, string>) =>
    get<SeriesOut>(
      `/entities/${encodeURIComponent(entityId)}/history?${new URLSearchParams(query)}`,
    );
  const span = (from: number, to: number) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  const newest = new Map<string, Reading>();
  async function readings(entityId: string, from = ALWAYS.from, to = ALWAYS.to) {
    const found: Reading[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: SeriesOut = await series(entityId, {
        ...span(from, to),
        ...{ resolution: 'raw', limit: PAGE },
        ...(cursor !== null && { cursor }),
      });
      for (const [at, value] of page.readings ?? []) found.push([Date.parse(at), Number(value)]);
      cursor = page.nextCursor ?? null;
      if (cursor === null) return found;
    }
  }
  return {
    series,
    async health() {
      const answer = await fetch(`${home.url}/api/v1/health`);
      return ((await answer.json()) as { status: string }).status;
    },
    async fedBy(topic) {
      const { entities } = await get<{ entities: EntityOut[] }>(
        `/entities?topic=${encodeURIComponent(topic)}`,
      );
      return entities.find((entity) => entity.topics.includes(topic))?.id;
    },
    readings,
    async newest(entityId) {
      const before = newest.get(entityId) ?? [ALWAYS.from, -Infinity];
      const more = await readings(entityId, before[0]);
      const last = more.reduce(
        ([at, most], it) => [Math.max(at, it[0]), Math.max(most, it[1])],
        before,
      );
      newest.set(entityId, last);
      return last[1];
    },
  };
}
