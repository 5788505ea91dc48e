/** The two databases a home can live in. */
export type Provider = 'sqlite' | 'postgresql';

/** Which database a URL that was accepted by the configuration names. */
export const providerOf = (url: string): Provider =>
  /^postgres(ql)?:/i.test(url) ? 'postgresql' : 'sqlite';
