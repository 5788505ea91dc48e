import { z } from 'zod';
import { ADOPTIONS } from '../domain/entity/adoption.ts';
import { defineRoute } from './define-route.ts';
import { entityOut } from './entities.ts';
import { cursor, givenName, limit, nextCursor, text, timeOut } from './values.ts';

/** A device with all that it can do, and what the homeowner decided about it. */
export const deviceDetail = z
  .object({
    id: z.string(),
    name: z.string(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    swVersion: z.string().nullable(),
    dialect: z.string(),
    room: z.string().nullable(),
    availability: z.enum(['online', 'offline', 'unknown']),
    adoption: z.enum(ADOPTIONS).meta({ description: 'What the homeowner said of it' }),
    confidence: z
      .number()
      .meta({ description: '0–1: how sure the home is of what it is; 1: it said so itself' }),
    shown: z.boolean().meta({ description: 'Whether it stands on the screens of the home' }),
    byHand: z.boolean().meta({ description: 'Whether it was defined by hand' }),
    firstHeardAt: timeOut('When it was first stored; null: not yet').nullable(),
    identifiers: z.array(z.string()),
    definedBy: z.array(z.string()).meta({ description: 'Topics that define it' }),
    entities: z.array(entityOut),
  })
  .meta({ id: 'DeviceDetail' });

export type DeviceDetail = z.infer<typeof deviceDetail>;

const deviceParams = z.object({
  id: z.string().min(1).max(512).meta({ description: 'The id of a device' }),
});

export const listDevices = defineRoute({
  method: 'GET',
  path: '/devices',
  access: 'read',
  summary: 'The devices of the home; with `adoption=new`, the inbox',
  tag: 'devices',
  query: z.object({
    adoption: z
      .enum(ADOPTIONS)
      .optional()
      .meta({ description: 'Only those of which the homeowner said this' }),
    limit: limit(500, 200),
    cursor,
  }),
  answer: z.object({ devices: z.array(deviceDetail), nextCursor }),
});

export const getDevice = defineRoute({
  method: 'GET',
  path: '/devices/{id}',
  access: 'read',
  summary: 'One device with its entities',
  tag: 'devices',
  params: deviceParams,
  answer: deviceDetail,
  problems: ['not_found'],
});

export const editDevice = defineRoute({
  method: 'PATCH',
  path: '/devices/{id}',
  access: 'admin',
  summary: 'Name a device, put it in a room, adopt or ignore it',
  tag: 'devices',
  params: deviceParams,
  body: z
    .strictObject({
      name: givenName.nullable().optional().meta({ description: 'null: as the device says' }),
      room: givenName.nullable().optional().meta({ description: 'null: as the device says' }),
      adoption: z.enum(ADOPTIONS).optional(),
    })
    .meta({ id: 'DeviceEdit' }),
  answer: deviceDetail,
  problems: ['not_found', 'conflict'],
});

export const adoptDevices = defineRoute({
  method: 'POST',
  path: '/adoptions',
  access: 'admin',
  summary: 'Adopt, or ignore, several devices at once',
  tag: 'devices',
  body: z
    .strictObject({
      devices: z
        .array(z.string().min(1).max(512))
        .max(10_000)
        .optional()
        .meta({ description: 'Their ids; absent: all that are new' }),
      adoption: z.enum(['adopted', 'ignored']).default('adopted'),
    })
    .meta({ id: 'AdoptDevices' }),
  answer: z.object({ changed: z.int() }),
});

/** Kinds a person can define by hand: those of Home Assistant that carry a state or take a command. */
export const HAND_MADE_KINDS = [
  ...['sensor', 'binary_sensor', 'switch', 'light', 'number', 'select', 'text', 'button', 'cover'],
  ...['climate', 'fan', 'lock', 'valve', 'siren', 'humidifier', 'scene', 'event', 'camera'],
  ...['image', 'device_tracker', 'vacuum', 'lawn_mower', 'alarm_control_panel', 'water_heater'],
  ...['update', 'notify'],
] as const;

export const defineDevice = defineRoute({
  method: 'POST',
  path: '/devices',
  access: 'admin',
  summary: 'Define a device by hand; with the id of one made before, change it',
  tag: 'devices',
  body: z
    .strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9_-]{1,64}$/)
        .optional()
        .meta({ description: 'Of a device made before by hand' }),
      name: givenName,
      room: givenName.nullable().optional(),
      kind: z.enum(HAND_MADE_KINDS as unknown as [string, ...string[]]),
      config: z.record(z.string().max(100), z.unknown()).meta({
        description:
          'Keys of Home Assistant’s MQTT configurations: state_topic, command_topic, value_template, unit_of_measurement, …',
      }),
    })
    .meta({ id: 'HandMadeDevice' }),
  status: 201,
  answer: z.object({ id: z.string(), entityIds: z.array(z.string()), topic: z.string() }),
  problems: ['invalid_body', 'broker_unavailable'],
});

export const removeDevice = defineRoute({
  method: 'DELETE',
  path: '/devices/{id}',
  access: 'admin',
  summary: 'Remove a device and clear what the broker keeps of it; its history stays',
  tag: 'devices',
  params: deviceParams,
  status: 200,
  answer: z.object({
    cleared: z.array(z.string()).meta({ description: 'Retained topics that were cleared' }),
    stillAnnounced: z.array(z.string()).meta({
      description: 'Topics that announce other devices too: there the device must be removed',
    }),
    done: z.boolean().meta({ description: 'false: the recorder is away and does it later' }),
  }),
  problems: ['not_found', 'broker_unavailable'],
});

const pair = z.object({ old: text(512).min(1), new: text(512).min(1) });

export const getReplacement = defineRoute({
  method: 'GET',
  path: '/devices/{id}/replacement',
  access: 'read',
  summary: 'Which entities of another device would go on for those of this one',
  tag: 'devices',
  params: deviceParams,
  query: z.object({ with: text(512).min(1).meta({ description: 'The id of the new device' }) }),
  answer: z.object({
    pairs: z.array(pair),
    unmatched: z.array(z.string()).meta({ description: 'Entities of this device without one' }),
  }),
  problems: ['not_found'],
});

export const replaceDevice = defineRoute({
  method: 'POST',
  path: '/devices/{id}/replacement',
  access: 'admin',
  summary: 'Replace a device: the new one takes over its entities’ ids, and so its history',
  tag: 'devices',
  params: deviceParams,
  body: z
    .strictObject({
      with: text(512).min(1).meta({ description: 'The id of the new device' }),
      pairs: z.array(pair).max(2_000).optional().meta({ description: 'Absent: as proposed' }),
    })
    .meta({ id: 'Replacement' }),
  answer: z.object({
    pairs: z.array(pair),
    cleared: z.array(z.string()),
    done: z.boolean().meta({ description: 'false: the recorder is away and does it later' }),
  }),
  problems: ['not_found', 'conflict', 'broker_unavailable'],
});

export type DevicesQuery = z.output<typeof listDevices.query>;
export type DeviceEdit = z.output<NonNullable<typeof editDevice.body>>;
export type AdoptRequest = z.output<NonNullable<typeof adoptDevices.body>>;
export type HandMadeRequest = z.output<NonNullable<typeof defineDevice.body>>;
export type ReplaceRequest = z.output<NonNullable<typeof replaceDevice.body>>;
