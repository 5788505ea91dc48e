import type { State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isTextClass, normalUnit, sensorClass, stateClass } from './classes.ts';
import { type Component, type Opened, PLAIN, readOnly, spanMs, topics } from './component.ts';
import { type Config, parseNumber, textList, textOrNull } from './config.ts';
import { hears, readText, templateOf, topicReader } from './topic-reader.ts';

const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/i;
const ISO_DATE = /^\d{4}-\d\d-\d\d$/;

/** What a sensor's text must be. */
type Form = 'number' | 'text' | 'timestamp' | 'date';

/** Home Assistant's `sensor` (conventions §1.13): its property is `value`. */
export const sensor: Component = {
  kind: 'sensor',
  keys: [
    ...['state_topic', 'value_template', 'device_class', 'unit_of_measurement', 'state_class'],
    ...['options', 'expire_after', 'last_reset_value_template'],
  ],
  open(config) {
    const state = topicReader(config, 'state_topic', 'value_template');
    if (state === null) return 'a sensor needs a state_topic';
    const description = classesOf(config);
    const { deviceClass, options } = description;
    const form = formOf(config, deviceClass);
    const lastReset =
      description.stateClass === 'total' ? templateOf(config, 'last_reset_value_template') : null;

    const read = (message: ParsedMessage, before: State): readonly Report[] => {
      if (!hears(state, message)) return [];
      const reading = readText(state.template, message);
      if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
      const report = valueReport(reading.text, form, options, message.at);
      if (lastReset === null || report.type !== 'state') return [report];
      const reset = readText(lastReset, message);
      if (!reset.ok || !ISO_TIME.test(reset.text) || before['last_reset'] === reset.text) {
        return [report];
      }
      return [report, { type: 'state', property: 'last_reset', value: reset.text, at: message.at }];
    };
    return {
      ...PLAIN,
      ...description.shown,
      capabilities: options === null ? {} : { options },
      stateTopics: topics(state.topic),
      expireAfterMs: spanMs(config, 'expire_after'),
      read,
      encode: readOnly,
    } satisfies Opened;
  },
};

/** Class, unit and state class, as far as they fit together. */
function classesOf(config: Config) {
  const unit = normalUnit(textOrNull(config, 'unit_of_measurement'));
  const deviceClass = sensorClass(textOrNull(config, 'device_class'), unit);
  const isText = isTextClass(deviceClass);
  const statistic = isText ? null : stateClass(textOrNull(config, 'state_class'));
  const options = deviceClass === 'enum' ? textList(config, 'options') : null;
  return {
    deviceClass,
    stateClass: statistic,
    options,
    shown: { unit, deviceClass, stateClass: statistic },
  };
}

/** A unit, a state class or a class that is measured makes the value a number. */
function formOf(config: Config, deviceClass: string | null): Form {
  if (deviceClass === 'timestamp' || deviceClass === 'date') return deviceClass;
  if (deviceClass === 'enum') return 'text';
  const named = sensorClass(textOrNull(config, 'device_class'), null);
  const measured =
    textOrNull(config, 'unit_of_measurement') !== null ||
    stateClass(textOrNull(config, 'state_class')) !== null ||
    (named !== null && !isTextClass(named));
  return measured ? 'number' : 'text';
}

function valueReport(
  given: string,
  form: Form,
  options: readonly string[] | null,
  at: number,
): Report {
  const rejected = (reason: string): Report => ({ type: 'rejected', reason });
  const state = (value: number | string | null): Report => ({
    type: 'state',
    property: 'value',
    value,
    at,
  });
  const text = given.trim();
  if (text === '') return rejected('empty value');
  if (text === 'None') return state(null);
  const shown = text.slice(0, 40);
  switch (form) {
    case 'number': {
      const value = parseNumber(text);
      return value === null ? rejected(`"${shown}" is not a number`) : state(value);
    }
    case 'timestamp':
      // Python prints an instant with a blank in the middle.
      return ISO_TIME.test(text)
        ? state(text.replace(' ', 'T'))
        : rejected(`"${shown}" is not an ISO 8601 time`);
    case 'date':
      // Of a full time the date counts, as in Home Assistant.
      return ISO_DATE.test(text) || ISO_TIME.test(text)
        ? state(text.slice(0, 10))
        : rejected(`"${shown}" is not an ISO 8601 date`);
    case 'text':
      return options === null || options.includes(text)
        ? state(text)
        : rejected(`"${shown}" is none of the sensor's options`);
  }
}
