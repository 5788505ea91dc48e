import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { cursor, givenName, limit, nextCursor, timeOut } from './values.ts';

/** Set-up, sign-in, tokens, sessions and MQTT credentials: who may enter. */

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 256;

const email = z.email().max(254);
const id = (description: string) => z.string().min(1).max(64).meta({ description });
const user = z.object({ name: z.string(), email: z.string() });
const signedIn = z.object({ user }).meta({ id: 'SignedIn' });

export const postSetup = defineRoute({
  method: 'POST',
  path: '/setup',
  access: 'setup',
  summary: 'Make the owner of a new home, with the code that the console shows',
  tag: 'doors',
  body: z.strictObject({
    code: z.string().trim().min(1).max(100),
    name: givenName,
    email,
    password: z.string().min(MIN_PASSWORD).max(MAX_PASSWORD),
  }),
  status: 201,
  answer: signedIn,
  problems: ['wrong_setup_code', 'conflict', 'too_many_requests', 'foreign_origin'],
});

export const postLogin = defineRoute({
  method: 'POST',
  path: '/login',
  access: 'open',
  summary: 'Sign in; the answer sets the session cookie',
  tag: 'doors',
  body: z.strictObject({
    email: z.string().max(254),
    password: z.string().max(MAX_PASSWORD * 4),
  }),
  answer: signedIn,
  problems: ['wrong_credentials', 'too_many_requests', 'foreign_origin'],
});

export const postLogout = defineRoute({
  method: 'POST',
  path: '/logout',
  access: 'open',
  summary: 'End this session and its MQTT connections',
  tag: 'doors',
  problems: ['foreign_origin'],
});

const brokerWay = z.object({
  username: z.string(),
  password: z.string(),
  urls: z.array(z.string()),
});

export const postMqttCredential = defineRoute({
  method: 'POST',
  path: '/mqtt-credentials',
  access: 'session',
  summary: 'The broker credential of this session',
  tag: 'doors',
  answer: brokerWay.extend({
    clientIdPrefix: z.string(),
    expiresAt: timeOut('When it ends by itself'),
    fallback: brokerWay
      .optional()
      .meta({ description: 'Further addresses, which want another login' }),
  }),
  problems: ['foreign_origin'],
});

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.enum(['read', 'control', 'admin']),
    createdAt: timeOut('When it was made'),
    expiresAt: timeOut('null: never').nullable(),
    lastUsedAt: timeOut('null: not yet').nullable(),
  })
  .meta({ id: 'Token' });

const page = z.object({ limit: limit(1000, 500), cursor });

export const listTokens = defineRoute({
  method: 'GET',
  path: '/tokens',
  access: 'admin',
  summary: 'The API tokens in force',
  tag: 'doors',
  query: page,
  answer: z.object({ tokens: z.array(token), nextCursor }),
});

export const postToken = defineRoute({
  method: 'POST',
  path: '/tokens',
  access: 'admin',
  summary: 'Make an API token; its text is shown this once',
  tag: 'doors',
  body: z.strictObject({
    name: givenName,
    scope: z.enum(['read', 'control', 'admin']),
    expiresInDays: z.int().min(1).max(3650).nullable().optional(),
  }),
  status: 201,
  answer: token.extend({ token: z.string() }).meta({ id: 'NewToken' }),
});

export const deleteToken = defineRoute({
  method: 'DELETE',
  path: '/tokens/{id}',
  access: 'admin',
  summary: 'Revoke an API token',
  tag: 'doors',
  params: z.object({ id: id('The id of a token') }),
  problems: ['not_found'],
});

const session = z
  .object({
    id: z.string(),
    createdAt: timeOut('When it was signed in'),
    expiresAt: timeOut('When it ends by itself'),
    userAgent: z.string().nullable(),
    ipAddress: z.string().nullable(),
    current: z.boolean().meta({ description: 'The session that asks' }),
  })
  .meta({ id: 'Session' });

export const listSessions = defineRoute({
  method: 'GET',
  path: '/sessions',
  access: 'admin',
  summary: 'Where people are signed in',
  tag: 'doors',
  query: page,
  answer: z.object({ sessions: z.array(session), nextCursor }),
});

export const deleteSession = defineRoute({
  method: 'DELETE',
  path: '/sessions/{id}',
  access: 'admin',
  summary: 'Sign a session out, with its MQTT connections',
  tag: 'doors',
  params: z.object({ id: id('The id of a session') }),
  problems: ['not_found'],
});

const mqttUser = z
  .object({
    username: z.string(),
    name: z.string(),
    createdAt: timeOut('When it was made'),
    expiresAt: timeOut('null: never').nullable(),
  })
  .meta({ id: 'MqttUser' });

export const listMqttUsers = defineRoute({
  method: 'GET',
  path: '/mqtt-users',
  access: 'admin',
  summary: 'The devices that may enter the broker',
  tag: 'doors',
  query: page,
  answer: z.object({ mqttUsers: z.array(mqttUser), nextCursor }),
});

export const postMqttUser = defineRoute({
  method: 'POST',
  path: '/mqtt-users',
  access: 'admin',
  summary: 'Make a credential for a device; its password is shown this once',
  tag: 'doors',
  body: z.strictObject({ name: givenName }),
  status: 201,
  answer: mqttUser.extend({ password: z.string() }).meta({ id: 'NewMqttUser' }),
});

export const deleteMqttUser = defineRoute({
  method: 'DELETE',
  path: '/mqtt-users/{username}',
  access: 'admin',
  summary: 'Revoke the credential of a device',
  tag: 'doors',
  params: z.object({ username: id('The username of a device') }),
  problems: ['not_found'],
});

export type SetupBody = z.output<NonNullable<typeof postSetup.body>>;
export type LoginBody = z.output<NonNullable<typeof postLogin.body>>;
export type TokenOut = z.infer<typeof token>;
export type SessionOut = z.infer<typeof session>;
export type MqttUserOut = z.infer<typeof mqttUser>;
