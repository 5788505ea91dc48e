'use client';

import type { Field } from '@/lib/browser/devices/hand-made-field.ts';
import type { ValuePath } from '@/lib/browser/devices/value-paths.ts';
import { readable } from '@/lib/browser/words/words.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { TopicField } from './TopicField.tsx';

type Props = {
  field: Field;
  value: string;
  /** What the last message on the state topic holds. */
  paths: readonly ValuePath[];
  onChange: (value: string) => void;
};

/** One key of the configuration, entered as suits it. */
export function DefineField({ field, value, paths, onChange }: Props) {
  const { label, type, hint, placeholder, isRequired, options = [] } = field;
  const text = (
    <TextField
      label={label}
      value={value}
      hint={hint}
      placeholder={placeholder}
      required={isRequired}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode={type === 'number' ? 'decimal' : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  );
  switch (type) {
    case 'state-topic':
    case 'command-topic':
      return <TopicField {...{ label, value, placeholder, isRequired, onChange }} />;
    case 'flag':
      return (
        <Toggle label={label} on={value === 'true'} onChange={(on) => onChange(on ? 'true' : '')} />
      );
    case 'choice':
      return (
        <Select label={label} value={value} onChange={onChange}>
          {(options.includes(value) ? options : [...options, value]).map((option) => (
            <option key={option} value={option}>
              {option === '' ? 'Not said' : optionWords(option)}
            </option>
          ))}
        </Select>
      );
    case 'template':
      return (
        <div>
          {text}
          <Paths paths={paths} chosen={value} onChoose={onChange} />
        </div>
      );
    default:
      return text;
  }
}

/** Names that are not words. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{ aqi: 'Air quality index', pm25: 'PM2.5', pm10: 'PM10', json: 'JSON', b64: 'Base64' },
  ...{ basic: 'A topic for each thing', volatile_organic_compounds: 'VOC' },
};

const optionWords = (option: string): string =>
  (Object.hasOwn(SPELLED, option) ? SPELLED[option] : undefined) ?? readable(option);

type PathsProps = {
  paths: readonly ValuePath[];
  chosen: string;
  onChoose: (template: string) => void;
};

function Paths({ paths, chosen, onChoose }: PathsProps) {
  if (paths.length === 0) return null;
  return (
    <fieldset className="m-0 mt-2 min-w-0 border-0 p-0">
      <legend className="mb-1.5 text-13 text-ink-3">In the last message:</legend>
      <div className="flex max-h-42 flex-wrap gap-1.5 overflow-y-auto">
        {paths.map(({ name, template, sample }) => (
          <button
            key={template}
            type="button"
            aria-pressed={template === chosen}
            onClick={() => onChoose(template)}
            className="inline-flex min-h-11 max-w-full items-center gap-1.5 rounded-control border border-line bg-surface px-3 text-13 aria-pressed:border-ink"
          >
            <span className="truncate text-ink-2">{name}</span>
            <span className="num truncate font-medium">{sample}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
