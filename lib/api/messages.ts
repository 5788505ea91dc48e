import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { text } from './values.ts';

const topic = text(512).min(1);
/** As much as one MQTT message of the embedded broker may carry here. */
const MAX_PAYLOAD = 256 * 1024;

export const publishMessage = defineRoute({
  method: 'POST',
  path: '/mqtt/messages',
  access: 'admin',
  summary: 'Publish a message; an empty one with `retain` clears what the broker keeps of a topic',
  tag: 'mqtt',
  body: z
    .strictObject({
      topic,
      payload: z.string().max(MAX_PAYLOAD).default(''),
      qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(1),
      retain: z.boolean().default(false),
    })
    .meta({ id: 'MqttMessage' }),
  status: 202,
  answer: z.object({ topic: z.string(), acknowledged: z.boolean() }),
  problems: ['invalid_body', 'broker_unavailable'],
});

const reasons = z.array(z.string());

export const explainMessage = defineRoute({
  method: 'POST',
  path: '/mqtt/explanations',
  access: 'read',
  summary: 'Why a message is shown as it is: what every dialect and every entity makes of it',
  tag: 'mqtt',
  body: z
    .strictObject({
      topic,
      payload: z.string().max(MAX_PAYLOAD),
      retain: z.boolean().default(false),
    })
    .meta({ id: 'MessageToExplain' }),
  status: 200,
  answer: z
    .object({
      topic: z.string(),
      form: z.enum(['empty', 'binary', 'json', 'text']),
      bytes: z.int(),
      opinions: z.array(
        z.object({
          dialect: z.string(),
          infers: z.boolean(),
          verdict: z.enum(['defines', 'removes', 'refuses', 'not_mine']),
          defines: z.array(
            z.object({
              device: z.string().nullable(),
              kind: z.string(),
              name: z.string().nullable(),
              unit: z.string().nullable(),
              deviceClass: z.string().nullable(),
              confidence: z.number().nullable(),
            }),
          ),
          reasons,
        }),
      ),
      readers: z.array(
        z.object({
          entityId: z.string(),
          dialect: z.string(),
          values: z.array(z.object({ property: z.string(), value: z.unknown() })),
          available: z.boolean().nullable(),
          reasons,
        }),
      ),
      commandOf: z.array(z.string()),
    })
    .meta({ id: 'Explanation' }),
  problems: ['invalid_body'],
});

export type PublishRequest = z.output<NonNullable<typeof publishMessage.body>>;
export type ExplainRequest = z.output<NonNullable<typeof explainMessage.body>>;
