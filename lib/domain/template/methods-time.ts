import { bind, needText } from './arguments.ts';
import { TemplateError } from './limits.ts';
import type { Methods } from './methods.ts';
import { Moment, moment, type Span } from './moment.ts';
import { float, toIndex } from './number.ts';
import { isoWeek, strftime } from './strftime.ts';
import { type Py, Tuple } from './value.ts';

const DAY = 86_400_000;
const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

export function momentProperty(of: Moment, name: string): Py | undefined {
  const field = FIELDS.find((one) => one === name);
  if (field === undefined)
    return name === 'tzinfo' ? (of.offsetMinutes === 0 ? 'UTC' : null) : undefined;
  return of.fields()[field];
}

export const momentMethods: Methods<Moment> = new Map<
  string,
  Methods<Moment> extends ReadonlyMap<string, infer M> ? M : never
>([
  [
    'strftime',
    (self, args, { budget }) => {
      const format = needText(bind(args, 'format')[0], 'format');
      budget.make(format.length * 2);
      return strftime(self, format);
    },
  ],
  ['isoformat', (self) => self.isoformat()],
  ['timestamp', (self, _, { offsetMinutes }) => float(self.epochMs(offsetMinutes) / 1000)],
  ['weekday', (self) => self.fields().weekday],
  ['isoweekday', (self) => self.fields().weekday + 1],
  [
    'isocalendar',
    (self) => {
      const { year, week } = isoWeek(self);
      return new Tuple([year, week, self.fields().weekday + 1]);
    },
  ],
  ['date', (self) => new Moment(Math.floor(self.wall / DAY) * DAY, null, true)],
  [
    'replace',
    (self, args) => {
      const f = self.fields();
      const [year, month, day, hour, minute, second, micro] = bind(args, ...FIELDS).map(
        (value, i) => (value === undefined ? f[FIELDS[i]!] : toIndex(value)),
      ) as [number, number, number, number, number, number, number];
      const { offsetMinutes } = self;
      const made = moment({
        year,
        month,
        day,
        hour,
        minute,
        second,
        ms: micro / 1000,
        offsetMinutes,
      });
      if (made === null) throw new TemplateError('there is no such time');
      return made;
    },
  ],
]);

export function spanProperty(of: Span, name: string): Py | undefined {
  const days = Math.floor(of.ms / DAY);
  if (name === 'days') return days;
  const rest = of.ms - days * DAY;
  if (name === 'seconds') return Math.floor(rest / 1000);
  return name === 'microseconds' ? Math.round((rest % 1000) * 1000) : undefined;
}

export const spanMethods: Methods<Span> = new Map([
  ['total_seconds', (self: Span) => float(self.ms / 1000)],
]);
