import type { Entity } from '../../entity/entity.ts';
import { bindingOf } from './binding.ts';
import type { SparkplugTopic } from './topic.ts';

/** What is known of an edge node between its birth and its death. */
export type Session = {
  /** The number that its birth and its death have in common; null: unknown. */
  bdSeq: string | null;
  /** `seq` of the last message; null: unknown. */
  seq: number | null;
  /** When a rebirth was asked for, epoch ms; null: not since the last birth. */
  askedAt: number | null;
  /** Aliases by device, those of the node itself under the empty text. */
  readonly aliases: Map<string, Set<string>>;
};

export type Sessions = Map<string, Session>;

const MAX_SESSIONS = 2_000;
/** A rebirth makes a node send everything it has: it is asked once, and again only much later. */
const ASK_AGAIN_MS = 600_000;

/** The session of a node; null if there are too many nodes to be honest. */
export function sessionOf(
  sessions: Sessions,
  { group, node }: Pick<SparkplugTopic, 'group' | 'node'>,
): Session | null {
  const key = `${group}/${node}`;
  const known = sessions.get(key);
  if (known !== undefined) return known;
  if (sessions.size >= MAX_SESSIONS) return null;
  const session: Session = { bdSeq: null, seq: null, askedAt: null, aliases: new Map() };
  sessions.set(key, session);
  return session;
}

/**
 * Counts a message; true if one before it was lost. Numbers run from 0 to 255 over all messages of
 * a node and its devices. After a gap nothing is counted until the next birth.
 */
export function isGap(session: Session, seq: number | null): boolean {
  const expected = session.seq === null ? seq : (session.seq + 1) % 256;
  const isLost = seq !== null && seq !== expected;
  session.seq = isLost ? null : (seq ?? session.seq);
  return isLost;
}

/** Whether to ask for a rebirth now: once for each birth that was missed. */
export function mayAsk(session: Session, now: number): boolean {
  if (session.askedAt !== null && now - session.askedAt < ASK_AGAIN_MS) return false;
  session.askedAt = now;
  return true;
}

/** Takes up what the bindings of known entities tell. */
export function recallSessions(sessions: Sessions, entities: readonly Entity[]): void {
  for (const entity of entities) {
    const binding = bindingOf(entity);
    if (binding === null) continue;
    const session = sessionOf(sessions, binding);
    if (session === null) continue;
    session.bdSeq ??= binding.bdSeq;
    const publisher = binding.device ?? '';
    const aliases = session.aliases.get(publisher) ?? new Set<string>();
    if (binding.alias !== null) aliases.add(binding.alias);
    session.aliases.set(publisher, aliases);
  }
}
