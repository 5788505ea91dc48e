import { z } from 'zod';
import { ADOPTIONS } from '../domain/entity/adoption.ts';
import { defineRoute } from './define-route.ts';

/** The snapshot a page starts from; its TypeScript side is HomeSnapshot. */
export const getHome = defineRoute({
  method: 'GET',
  path: '/home',
  access: 'session',
  summary: 'Everything a page needs to go on alone with the broker',
  tag: 'home',
  answer: z
    .object({
      home: z.object({ name: z.string(), timeZone: z.string() }),
      broker: z.object({ port: z.int().nullable() }),
      version: z.string(),
      now: z.number().meta({ description: 'The clock of the server, epoch ms' }),
      user: z.object({ name: z.string(), email: z.string() }),
      devices: z.array(z.looseObject({ id: z.string(), name: z.string() })),
      entities: z.array(z.looseObject({ id: z.string(), deviceId: z.string() })),
      statuses: z.record(z.string(), z.looseObject({})),
      hidden: z.array(z.string()).optional().meta({ description: 'Ids of the hidden entities' }),
      adoptions: z.record(z.string(), z.enum(ADOPTIONS)).optional(),
      places: z.record(z.string(), z.string()).optional().meta({
        description: 'Identities that have the id of an entity they replaced',
      }),
      discoveryPrefix: z.string().optional(),
    })
    .meta({ id: 'HomeSnapshot' }),
});

export const getOpenapi = defineRoute({
  method: 'GET',
  path: '/openapi.json',
  access: 'open',
  summary: 'This description',
  tag: 'home',
  answer: z.looseObject({ openapi: z.string() }),
});
