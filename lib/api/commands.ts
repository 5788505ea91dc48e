import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { entityParams } from './entities.ts';
import { text, timeOut, wholeNumber } from './values.ts';

/** How long an answer waits for the device unless it is told otherwise, ms. */
export const DEFAULT_WAIT_MS = 1000;
export const MAX_WAIT_MS = 10_000;

const phase = z.enum(['sent', 'acknowledged', 'confirmed', 'no_answer', 'failed']);

export const commandOut = z
  .object({
    commandId: z.string(),
    entity: z.string(),
    command: z.string(),
    phase: phase.meta({ description: 'The last of the phases' }),
    phases: z.array(z.object({ phase, at: timeOut('When the phase began') })),
  })
  .meta({ id: 'Command' });

export type CommandOut = z.infer<typeof commandOut>;

const wait = z
  .int()
  .min(0)
  .max(MAX_WAIT_MS)
  .meta({
    description: `How long to wait for the device's confirmation, ms (${DEFAULT_WAIT_MS} if absent)`,
  });

export const commandBody = z
  .looseObject({
    command: text(100).min(1),
    wait: wait.optional(),
  })
  .meta({
    id: 'CommandRequest',
    description: 'The command and its arguments side by side, in Home Assistant’s words',
    example: { command: 'turn_on', brightness: 80, transition: 1 },
  });

export const postCommand = defineRoute({
  method: 'POST',
  path: '/entities/{id}/commands',
  access: 'control',
  summary: 'Send a command to a device',
  tag: 'commands',
  params: entityParams,
  query: z.object({
    wait: wholeNumber(0, MAX_WAIT_MS, 'As `wait` in the body, which wins').optional(),
  }),
  body: commandBody,
  status: 202,
  answer: commandOut,
  problems: ['not_found', 'unsupported_command', 'invalid_argument', 'broker_unavailable'],
});

export const getCommand = defineRoute({
  method: 'GET',
  path: '/entities/{id}/commands/{commandId}',
  access: 'read',
  summary: 'How a command of the last minute fared',
  tag: 'commands',
  params: entityParams.extend({
    commandId: z.string().min(1).max(64).meta({ description: 'As the answer to the command said' }),
  }),
  answer: commandOut,
  problems: ['not_found'],
});

export type CommandRequest = z.output<typeof commandBody>;
