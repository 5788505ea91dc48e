import { encodeBase64 } from '../../base64.ts';
import { onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Entity, State } from '../../entity/entity.ts';
import { bindingOf, type MetricBinding } from './binding.ts';
import { limitsOf } from './datatypes.ts';
import { topicOf } from './topic.ts';
import { writePayload } from './write.ts';

/** A command as NCMD or DCMD: the one metric, as its birth named and typed it. */
export function encode(entity: Entity, command: Command, before: State): Encoded {
  const binding = bindingOf(entity);
  if (binding === null || entity.source.commandTopics.length === 0)
    return unsupported(command.command);
  if (entity.kind === 'switch') {
    const wish = onOffCommand(command, before);
    return wish.ok ? written(binding, wish.on, { on: wish.on }) : wish;
  }
  const { value: wished } = command;
  if (command.command !== 'set' || (typeof wished !== 'number' && typeof wished !== 'string'))
    return unsupported(command.command);
  const isWhole = typeof wished === 'number' && limitsOf(binding.datatype) !== null;
  const value = isWhole ? Math.round(wished) : wished;
  return written(binding, value, { value });
}

function written(binding: MetricBinding, value: number | boolean | string, target: State): Encoded {
  const { metric: name, alias, datatype } = binding;
  // The domain has no clock: a command without a time is a command of now.
  const payload = writePayload(null, [{ name, alias, timestamp: null, datatype, value }]);
  return {
    ok: true,
    messages: [
      {
        topic: topicOf(binding, 'CMD'),
        payload: '',
        payloadBase64: encodeBase64(payload),
        qos: 0,
        retain: false,
      },
    ],
    target,
  };
}
