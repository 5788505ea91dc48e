import type { MqttUserOut, SessionOut, TokenOut } from '../../api/doors.ts';
import { formatTime } from '../../api/values.ts';
import type { MqttUser } from '../db/credentials.ts';
import type { SignInSession } from '../db/sessions.ts';
import type { ApiToken } from '../db/tokens.ts';

const orNull = (at: number | null): string | null => (at === null ? null : formatTime(at));

/** A token as the API shows it; never its text. */
export const showToken = ({ id, name, scope, ...times }: ApiToken): TokenOut => ({
  id,
  name,
  scope,
  createdAt: formatTime(times.createdAt),
  expiresAt: orNull(times.expiresAt),
  lastUsedAt: orNull(times.lastUsedAt),
});

/** `own` is the id of the session that asks, or null. */
export const showSession = (session: SignInSession, own: string | null): SessionOut => ({
  id: session.id,
  createdAt: formatTime(session.createdAt),
  expiresAt: formatTime(session.expiresAt),
  userAgent: session.userAgent,
  ipAddress: session.ipAddress,
  current: session.id === own,
});

export const showMqttUser = ({ username, name, ...times }: MqttUser): MqttUserOut => ({
  username,
  name,
  createdAt: formatTime(times.createdAt),
  expiresAt: orNull(times.expiresAt),
});
