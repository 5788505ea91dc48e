import { MAX_NESTING, TemplateError } from './limits.ts';
import type { Token } from './token.ts';

/** The tokens of a template with a reading position, shared by both parsers. */
export class TokenStream {
  #at = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  next(): Token {
    const token = this.tokens[this.#at++];
    if (token === undefined) throw new TemplateError('the template ends too early');
    return token;
  }

  is(type: Token['type'], value?: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.type === type && (value === undefined || token.value === value);
  }

  /** Takes the token if it is the one asked for. */
  take(type: Token['type'], value?: string): boolean {
    if (!this.is(type, value)) return false;
    this.#at++;
    return true;
  }

  expect(type: Token['type'], value?: string): string {
    const token = this.next();
    if (token.type !== type || (value !== undefined && token.value !== value)) {
      throw new TemplateError(`expected ${value ?? type}, found ${JSON.stringify(token.value)}`);
    }
    return token.value;
  }

  /** Runs a parser one level deeper; refuses sources that would exhaust the stack. */
  nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_NESTING) throw new TemplateError('the template is nested too deeply');
    const result = parse();
    this.#depth--;
    return result;
  }
}
