/** An address that a device gave, if it is one of the web; null for any other scheme, or nonsense. */
export function webLink(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 2_000) return null;
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}
