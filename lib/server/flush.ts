import { z } from 'zod';

/**
 * The recorder stores what it has heard late, for the sake of SD cards. Whoever is about to read the
 * history asks for it here; the payload is JSON with an `id` of the asker's choice. Not for devices and
 * pages: each request can cost a write.
 */
export const FLUSH_TOPIC = 'clients/inglenook-recorder/flush';
/** A recorder says here that everything is stored that the broker had before the request with this `id`. */
export const FLUSHED_TOPIC = 'clients/inglenook-recorder/flushed';

const request = z.object({ id: z.string().max(100) });
const answer = z.object({ id: z.string().max(100), by: z.string().max(300) });

export type Flushed = z.infer<typeof answer>;

/** The id of a request to store; null if it is none. */
export const flushRequest = (payload: Uint8Array): string | null =>
  read(request, payload)?.id ?? null;

/** The answer to one, with the client id of the recorder that gave it; null if it is none. */
export const flushAnswer = (payload: Uint8Array): Flushed | null => read(answer, payload);

function read<T>(schema: z.ZodType<T>, payload: Uint8Array): T | null {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(payload).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
