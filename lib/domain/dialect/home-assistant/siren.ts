import type { Command, Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { State, Value } from '../../entity/entity.ts';
import type { TemplateValue } from '../../template/template.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { COMMAND_KEYS, type Component, PLAIN, publisher, topics } from './component.ts';
import { flag, parseNumber, textList, textOf, textOrNull } from './config.ts';
import { exactly, type OnOffWords, readOnOff, word } from './on-off.ts';
import { hears, readText, templateOf, topicReader } from './topic-reader.ts';

/** Home Assistant's `siren` (conventions §1.13). */
export const siren: Component = {
  kind: 'siren',
  keys: [
    ...COMMAND_KEYS,
    ...['command_template', 'command_off_template', 'state_topic', 'state_value_template'],
    ...['payload_on', 'payload_off', 'state_on', 'state_off'],
    ...['available_tones', 'support_duration', 'support_volume_set'],
  ],
  open(config) {
    const topic = textOrNull(config, 'command_topic');
    const state = topicReader(config, 'state_topic', 'state_value_template');
    if (topic === null && state === null) return 'a siren needs a command_topic or a state_topic';
    const on = word(config, 'payload_on', exactly('ON'));
    const off = word(config, 'payload_off', exactly('OFF'));
    const words = { on: word(config, 'state_on', on), off: word(config, 'state_off', off) };
    const onTemplate = templateOf(config, 'command_template');
    const offTemplate = templateOf(config, 'command_off_template') ?? onTemplate;
    const tones = textList(config, 'available_tones');
    const arguments_ = [
      ...(tones === null ? [] : ['tone']),
      ...(flag(config, 'support_duration', true) ? ['duration'] : []),
      ...(flag(config, 'support_volume_set', true) ? ['volume_level'] : []),
    ];
    const optimistic = state === null || flag(config, 'optimistic', false);
    const publish = publisher(config);

    function turn(isOn: boolean, command: Command): Encoded {
      if (topic === null) return unsupported(command.command);
      const wanted: Record<string, string | number> = {};
      for (const name of isOn ? ['tone', 'duration', 'volume_level'] : []) {
        const value = command[name] ?? null;
        if (value === null) continue;
        if (!arguments_.includes(name)) return invalid(`${name}: this siren has none`);
        wanted[name] = value as string | number;
      }
      const value = isOn ? on.exact : off.exact;
      const variables: Record<string, TemplateValue> = { state: value, ...wanted };
      const template = isOn ? onTemplate : offTemplate;
      const rendered = template?.render({ ...variables, value }) ?? {
        ok: true as const,
        text: JSON.stringify(variables),
      };
      if (!rendered.ok) return invalid(`template: ${rendered.error}`);
      const target = optimistic ? { on: isOn, ...wanted } : { on: isOn };
      // Home Assistant sends nothing where a template has nothing to say.
      const isSaid = rendered.text !== '' && rendered.text !== 'None';
      return { ok: true, messages: isSaid ? [publish(topic, rendered.text)] : [], target };
    }

    return {
      ...PLAIN,
      capabilities: {
        ...(tones === null ? {} : { tones }),
        commands: topic === null ? [] : ['turn_on', 'turn_off', 'toggle'],
      },
      stateTopics: topics(state?.topic),
      commandTopics: topics(topic),
      optimistic,
      read(message) {
        if (state === null || !hears(state, message)) return [];
        const reading = readText(state.template, message);
        if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
        return readState(words, reading.text.trim(), message);
      },
      encode(command: Command, before: State): Encoded {
        switch (command.command) {
          case 'turn_on':
            return turn(true, command);
          case 'turn_off':
            return turn(false, command);
          case 'toggle':
            return turn(before['on'] !== true, command);
          default:
            return unsupported(command.command);
        }
      },
    };
  },
};

/** A word for on or off, or JSON with `state` and what the siren is set to. */
function readState(words: OnOffWords, text: string, { at }: ParsedMessage): readonly Report[] {
  const plain = readOnOff(words, text);
  const state = (property: string, value: Value): Report => ({
    ...{ type: 'state', property, value, at },
  });
  if (plain !== undefined) return [state('on', plain)];
  const json = parseJson(text);
  if (!isObject(json)) {
    const reason = text === '' ? 'empty value' : 'the payload means neither on nor off';
    return [{ type: 'rejected', reason }];
  }
  const reports: Report[] = [];
  const said = json['state'] === null ? 'None' : textOf(json['state']);
  const on = said === null ? undefined : readOnOff(words, said);
  if (on !== undefined) reports.push(state('on', on));
  const tone = textOf(json['tone']);
  if (tone !== null) reports.push(state('tone', tone));
  for (const [name, most] of [
    ['duration', 86_400],
    ['volume_level', 1],
  ] as const) {
    const value = parseNumber(textOf(json[name]) ?? '');
    if (value !== null && value >= 0 && value <= most) reports.push(state(name, value));
  }
  return reports.length > 0
    ? reports
    : [{ type: 'rejected', reason: 'the state says nothing a siren knows' }];
}
