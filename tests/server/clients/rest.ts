import type { EntityOut } from '../../../lib/api/entities.ts';
import type { SeriesOut } from '../../../lib/api/history.ts';
import type { TestHome } from '../../support/roles.ts';

export type Rest = {
  /** The entity that a topic feeds, or undefined while there is none. */
  fedBy(topic: string): Promise<EntityOut | undefined>;
  entities(): Promise<readonly EntityOut[]>;
  /** All readings of an entity's main property in the last hour, oldest first. */
  readings(entityId: string, property?: string): Promise<readonly (readonly [string, unknown])[]>;
  /** An answer to any path, whatever its status. */
  ask(path: string): Promise<{ status: number; body: unknown }>;
};

/** The home's REST API, as a script with a read token sees it. */
export async function restOf(home: TestHome): Promise<Rest> {
  const token = await home.token('read');
  const ask = async (path: string) => {
    const answer = await fetch(`${home.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, body: await answer.json() };
  };
  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await ask(path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  };
  const entities = async (query: string) =>
    (await get<{ entities: EntityOut[] }>(`/entities${query}`)).entities;
  return {
    ask,
    entities: () => entities('?limit=1000'),
    async fedBy(topic) {
      const found = await entities(`?topic=${encodeURIComponent(topic)}`);
      return found.find((entity) => entity.topics.includes(topic));
    },
    async readings(entityId, property) {
      const query = new URLSearchParams({
        resolution: 'raw',
        from: new Date(Date.now() - 3_600_000).toISOString(),
        limit: '50000',
        ...(property ? { property } : {}),
      });
      const id = encodeURIComponent(entityId);
      return (await get<SeriesOut>(`/entities/${id}/history?${query}`)).readings ?? [];
    },
  };
}
