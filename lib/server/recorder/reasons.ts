/** Kinds of reasons that are counted apart; a stranger could make up any number. */
const MAX_KINDS = 500;
const MAX_LENGTH = 160;
const QUOTED = /"[^"]*"|“[^”]*”/g;
const NUMBERS = /\d[\d.,]*/g;
const OTHER = 'ignored: other reasons';

/**
 * Names the counter of a reason: what the message itself said, quoted in it, is left out, so that a
 * million wrong payloads are one mistake counted a million times and not a million counters.
 */
export function reasonNamer() {
  const known = new Set<string>();
  return (reason: string): string => {
    const kind = reason.replace(QUOTED, '"…"').slice(0, MAX_LENGTH);
    const name = `ignored: ${kind}`;
    if (known.has(name)) return name;
    // Figures tell limits, which are few; where they are many they are the message's own.
    const plain = known.size < MAX_KINDS / 2 ? name : `ignored: ${kind.replace(NUMBERS, '…')}`;
    if (!known.has(plain) && known.size >= MAX_KINDS) return OTHER;
    known.add(plain);
    return plain;
  };
}
