'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { humidityScale, startOf, temperatureScale } from '@/lib/browser/entity/ranges.ts';
import { targetOf } from '@/lib/browser/words/climate-words.ts';
import { formatReading } from '@/lib/browser/words/format.ts';
import { termWords } from '@/lib/browser/words/term-words.ts';
import { choiceWords, numberOf, textOf } from '@/lib/browser/words/words.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import type { ControlsProps } from '../props.ts';
import { MeasuredNow } from './MeasuredNow.tsx';
import { OnOffButtons } from './OnOffButtons.tsx';

/** As many as the vocabulary has: the mode is what is changed most. */
const MODES = 7;

type Props = Pick<ControlsProps, 'view' | 'onCommand'>;

/** What it is and does, what it is to be, and in which way. */
export function ClimateControls({ view, onCommand }: Props) {
  const { entity, id, shown, available } = view;
  const { modes = [] } = entity.capabilities;
  return (
    <div className="flex flex-col gap-5 py-2">
      <MeasuredNow view={view} />
      <Targets view={view} onCommand={onCommand} />
      {takes(entity, 'set_mode') && (
        <Choice
          label="Mode"
          few={MODES}
          value={textOf(shown, 'mode')}
          options={modes}
          words={(mode) => termWords('mode', mode)}
          disabled={!available}
          onChoose={(mode) => onCommand({ entity: id, command: 'set_mode', mode })}
        />
      )}
      <OnOffButtons view={view} onCommand={onCommand} />
      <Ways view={view} onCommand={onCommand} />
      <Humidity view={view} onCommand={onCommand} />
    </div>
  );
}

/** One target, or the two ends of a range; a range is always sent whole. */
function Targets({ view, onCommand }: Props) {
  const { entity, id, shown, available } = view;
  if (!takes(entity, 'set_temperature')) return null;
  const scale = temperatureScale(entity);
  const words = (value: number) => `${formatReading(value, '°C')} ${entity.unit ?? '°C'}`;
  const common = { scale, words, disabled: !available };
  const start = startOf(shown, 'current_temperature', scale);
  const set = (wish: object) => onCommand({ entity: id, command: 'set_temperature', ...wish });
  const target = targetOf(shown);
  if (target.type === 'one') {
    return (
      <Stepper
        {...common}
        label="Target"
        value={target.value}
        start={start}
        isLarge
        onCommit={(temperature) => set({ temperature })}
      />
    );
  }
  const low = target.low ?? scale.min;
  const high = target.high ?? scale.max;
  return (
    <>
      <Stepper
        {...common}
        label="Not below"
        value={target.low}
        start={start}
        words={(value) => `from ${words(value)}`}
        onCommit={(value) =>
          set({ temperature_low: value, temperature_high: Math.max(value, high) })
        }
      />
      <Stepper
        {...common}
        label="Not above"
        value={target.high}
        start={start}
        words={(value) => `to ${words(value)}`}
        onCommit={(value) =>
          set({ temperature_low: Math.min(value, low), temperature_high: value })
        }
      />
    </>
  );
}

const WAYS = [
  { command: 'set_preset_mode', argument: 'preset_mode', of: 'presetModes', label: 'Preset' },
  { command: 'set_fan_mode', argument: 'fan_mode', of: 'fanModes', label: 'Fan' },
  { command: 'set_swing_mode', argument: 'swing_mode', of: 'swingModes', label: 'Swing' },
  {
    command: 'set_swing_horizontal_mode',
    argument: 'swing_horizontal_mode',
    of: 'swingHorizontalModes',
    label: 'Swing sideways',
  },
] as const;

/** Presets, fan and swing, as far as it has them. */
function Ways({ view, onCommand }: Props) {
  const { entity, id, shown, available } = view;
  return WAYS.filter(({ command }) => takes(entity, command)).map(
    ({ command, argument, of, label }) => (
      <Choice
        key={command}
        label={label}
        value={textOf(shown, argument)}
        options={entity.capabilities[of] ?? []}
        words={choiceWords}
        disabled={!available}
        onChoose={(choice) => onCommand({ entity: id, command, [argument]: choice })}
      />
    ),
  );
}

/** A target humidity: only of a climate that says that it has one. */
function Humidity({ view, onCommand }: Props) {
  const { entity, id, shown, available } = view;
  const { commands, minHumidity, maxHumidity } = entity.capabilities;
  const target = numberOf(shown, 'humidity');
  const isTold =
    target !== null || commands !== undefined || (minHumidity ?? maxHumidity) !== undefined;
  if (!isTold || !takes(entity, 'set_humidity')) return null;
  const scale = humidityScale(entity);
  return (
    <div>
      <h3 className="mb-1.5 text-13 font-medium text-ink-2">Humidity</h3>
      <Stepper
        label="Humidity"
        value={target}
        start={startOf(shown, 'current_humidity', scale)}
        scale={scale}
        words={(value) => `${Math.round(value)} %`}
        disabled={!available}
        onCommit={(humidity) => onCommand({ entity: id, command: 'set_humidity', humidity })}
      />
    </div>
  );
}
