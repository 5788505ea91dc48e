import { z } from 'zod';
import { COLOR_MODES, ENTITY_KINDS } from '../domain/entity/entity.ts';
import { defineRoute } from './define-route.ts';
import { cursor, givenName, limit, nextCursor, text, timeOut, value } from './values.ts';

const texts = z.array(z.string());
const number = z.number();

const capabilities = z
  .object({
    colorModes: z.array(z.enum(COLOR_MODES)),
    colorTempKelvinRange: z.array(number).meta({ description: '[warmest, coldest] in kelvin' }),
    effects: texts,
    transition: z.boolean(),
    flash: z.boolean(),
    options: texts,
    min: number,
    max: number,
    step: number,
    mode: z.string(),
    pattern: z.string(),
    modes: texts,
    presetModes: texts,
    fanModes: texts,
    swingModes: texts,
    swingHorizontalModes: texts,
    eventTypes: texts,
    minTemp: number,
    maxTemp: number,
    tempStep: number,
    minHumidity: number,
    maxHumidity: number,
    fanSpeeds: texts,
    tones: texts,
    speedCount: number,
    codeFormat: z.enum(['number', 'text']),
    media: z.object({
      topic: z.string(),
      encoding: z.enum(['raw', 'base64']),
      contentType: z.string().nullable(),
    }),
    commands: texts,
  })
  .partial()
  .meta({ id: 'Capabilities' });

export const deviceOut = z
  .object({
    id: z.string(),
    name: z.string(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    dialect: z.string(),
    availability: z.enum(['online', 'offline', 'unknown']),
  })
  .meta({ id: 'Device' });

export const entityOut = z
  .object({
    id: z.string(),
    uniqueId: z.string(),
    kind: z.enum(ENTITY_KINDS),
    name: z.string().nullable().meta({ description: 'null: it carries the name of its device' }),
    deviceClass: z.string().nullable(),
    stateClass: z.string().nullable(),
    unit: z.string().nullable(),
    category: z.enum(['config', 'diagnostic']).nullable(),
    icon: z.string().nullable(),
    enabled: z.boolean(),
    hidden: z.boolean(),
    available: z.boolean(),
    room: z.string().nullable(),
    state: z.record(z.string(), value),
    times: z
      .record(z.string(), timeOut('When the property was last reported'))
      .meta({ description: 'The time of each property of the state' }),
    reportedAt: timeOut('Last report of any kind; null: none yet').nullable(),
    capabilities,
    device: deviceOut,
    topics: texts.meta({ description: 'Topics, or filters, that feed it' }),
    commandTopics: texts.meta({ description: 'Topics that its commands go to' }),
  })
  .meta({ id: 'Entity' });

export type EntityOut = z.infer<typeof entityOut>;
export type DeviceOut = z.infer<typeof deviceOut>;

export const entityParams = z.object({
  id: z.string().min(1).max(512).meta({ description: 'The id of an entity' }),
});

export const listEntities = defineRoute({
  method: 'GET',
  path: '/entities',
  access: 'read',
  summary: 'The entities of the home and what they are doing',
  tag: 'entities',
  query: z.object({
    topic: text(1024).min(1).optional().meta({ description: 'Only those this topic concerns' }),
    room: text(200).min(1).optional().meta({ description: 'Only those in this room' }),
    kind: z.enum(ENTITY_KINDS).optional().meta({ description: 'Only those of this kind' }),
    limit: limit(1000, 500),
    cursor,
  }),
  answer: z.object({ entities: z.array(entityOut), nextCursor }),
});

export const getEntity = defineRoute({
  method: 'GET',
  path: '/entities/{id}',
  access: 'read',
  summary: 'One entity',
  tag: 'entities',
  params: entityParams,
  answer: entityOut,
  problems: ['not_found'],
});

export const editEntity = defineRoute({
  method: 'PATCH',
  path: '/entities/{id}',
  access: 'admin',
  summary: 'Name an entity, put it in a room, choose its icon, hide it',
  tag: 'entities',
  params: entityParams,
  body: z
    .strictObject({
      name: givenName.nullable().optional().meta({ description: 'null: as the device says' }),
      room: givenName
        .nullable()
        .optional()
        .meta({ description: 'Where its device is; null: as the device says' }),
      icon: z
        .string()
        .regex(/^mdi:[a-z0-9-]{1,60}$/, 'must look like mdi:lamp')
        .nullable()
        .optional()
        .meta({ description: 'null: as the device says' }),
      hidden: z.boolean().optional(),
    })
    .meta({ id: 'EntityEdit' }),
  answer: entityOut,
  problems: ['not_found', 'conflict'],
});

export type EntityQuery = z.output<typeof listEntities.query>;
export type EntityEdit = z.output<NonNullable<typeof editEntity.body>>;
