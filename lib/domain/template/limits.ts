/** A template that cannot go on: a Python error, a limit, a syntax error. Never leaves this folder. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

export const MAX_SOURCE = 65_536;
export const MAX_STEPS = 10_000;
export const MAX_OUTPUT = 65_536;
/** Nesting of expressions and blocks in the source, and of macro calls. */
export const MAX_NESTING = 40;
/** Longest text an operation may make out of shorter ones. */
export const MAX_TEXT = 65_536;
/** Largest whole number, in bits. */
export const MAX_BITS = 4_096;

/** Steps of one rendering. Every visited node costs one; work on long texts and lists costs more. */
export class Budget {
  #left = MAX_STEPS;

  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new TemplateError('the template takes too long');
  }

  /** Pays for reading or copying a text. */
  read(text: string): void {
    if (text.length > 256) this.spend(text.length >> 8);
  }

  /** Pays for a text about to be made, and refuses it if it would be too long. */
  make(length: number): void {
    if (length > MAX_TEXT) throw new TemplateError('the text becomes too long');
    if (length > 256) this.spend(length >> 8);
  }
}
