import type { Capabilities } from '../../domain/entity/entity.ts';

/** Home Assistant's longest text. */
const MOST = 255;
const LONGEST_PATTERN = 200;
/** A text that is checked against a pattern is short, so that no pattern can take for ever. */
const LONGEST_CHECKED = 100;

/** What is wrong with a text before it is sent; null: nothing that can be told from here. */
export function textProblem(
  text: string,
  { min = 0, max = MOST, pattern }: Capabilities,
): string | null {
  const length = [...text].length;
  if (length < min) return `At least ${min} ${min === 1 ? 'character' : 'characters'}`;
  if (length > max) return `At most ${max} ${max === 1 ? 'character' : 'characters'}`;
  return matches(text, pattern) ? null : 'The device takes another form of text';
}

/** A pattern is the device's own: one that this browser cannot read, or a risky one, judges nothing. */
function matches(text: string, pattern: string | undefined): boolean {
  if (!pattern || pattern.length > LONGEST_PATTERN || text.length > LONGEST_CHECKED) return true;
  // Repetition of a repetition can take exponential time.
  if (/[+*}]\s*\)\s*[+*{]/.test(pattern)) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return true;
  }
}
