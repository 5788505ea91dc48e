import type { Attributes } from '../../domain/import/home-assistant.ts';

/** Attributes as an object; what is damaged counts as none. */
export function attributesOf(json: string | null): Attributes {
  if (json === null || json === '' || json === '{}') return {};
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Attributes) : {};
  } catch {
    return {};
  }
}
