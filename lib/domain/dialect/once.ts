import type { ParsedMessage } from './dialect.ts';

/**
 * The same function, asked once for each message: a message is read by each of its entities in
 * turn, and what they share need not be worked out for each of them.
 */
export function oncePerMessage<T>(
  make: (message: ParsedMessage) => T,
): (message: ParsedMessage) => T {
  const made = new WeakMap<ParsedMessage, { readonly result: T }>();
  return (message) => {
    let known = made.get(message);
    if (known === undefined) {
      known = { result: make(message) };
      made.set(message, known);
    }
    return known.result;
  };
}
