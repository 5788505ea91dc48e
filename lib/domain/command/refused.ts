import type { Encoded } from './command.ts';

/** A command that cannot be carried out, and why. */
export type Refused = Extract<Encoded, { ok: false }>;

export const invalid = (reason: string): Refused => ({
  ok: false,
  code: 'invalid_argument',
  reason,
});

export const unsupported = (command: string): Refused => ({
  ok: false,
  code: 'unsupported_command',
  reason: `"${String(command).slice(0, 40)}" is no command of this entity`,
});

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
