/**
 * Texts as CSV fields [RFC 4180] that come back as they were. A spreadsheet takes a field that begins with
 * one of `= + - @`, a tab or a return for a formula, quoted or not; such a text gets an apostrophe in
 * front, as spreadsheets themselves write "this is text". So do texts that begin with an apostrophe or
 * with `[`, which begins a list: one rule, and taking one apostrophe off undoes it.
 */
const MARKED = /^[=+\-@'[\t\r]/;

/** A text as a quoted field: unlike a number, on/off or a list. */
export const quotedText = (text: string): string => quoted(MARKED.test(text) ? `'${text}` : text);

/** A list, whose brackets no text begins with. */
export const quotedList = (list: readonly unknown[]): string => quoted(JSON.stringify(list));

/** A name, quoted only where it must be. */
export const field = (text: string): string =>
  MARKED.test(text) ? quotedText(text) : /[",\r\n]|^\s|\s$/.test(text) ? quoted(text) : text;

/** The text that `quotedText` or `field` was given, once the quotes are off. */
export const unmarked = (text: string): string =>
  text.startsWith("'") && MARKED.test(text.slice(1)) ? text.slice(1) : text;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
