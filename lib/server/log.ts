import { pino } from 'pino';

export type Log = {
  debug(fields: object | string, message?: string): void;
  info(fields: object | string, message?: string): void;
  warn(fields: object | string, message?: string): void;
  error(fields: object | string, message?: string): void;
};

/** Structured JSON lines on stdout, named after the role that writes them. */
export function createLog(role: string, level: string): Log {
  return pino({ name: role, level, base: undefined, mixin: () => ({ role }) });
}
