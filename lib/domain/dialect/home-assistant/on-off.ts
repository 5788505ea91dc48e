import { type Config, textOf } from './config.ts';

/** The texts that mean on and off, compared as Python prints them (conventions §1.8, rule 5). */
export type OnOffWords = { readonly on: Word; readonly off: Word };

/** `exact` is compared as it is; a word given as true or false in any case. */
export type Word = { readonly exact: string; readonly anyCase: boolean };

/** The word of a configuration key. */
export function word(config: Config, key: string, fallback: Word): Word {
  const value = config.get(key);
  const exact = textOf(value);
  return exact === null ? fallback : { exact, anyCase: typeof value === 'boolean' };
}

export const exactly = (text: string): Word => ({ exact: text, anyCase: false });

/** true, false, null for unknown (`None`); undefined if the text is none of the words. */
export function readOnOff(words: OnOffWords, text: string): boolean | null | undefined {
  if (means(words.on, text)) return true;
  if (means(words.off, text)) return false;
  return text === 'None' ? null : undefined;
}

/** Is the text this word? */
export const means = ({ exact, anyCase }: Word, text: string) =>
  anyCase ? exact.toLowerCase() === text.toLowerCase() : exact === text;
