'use client';

import { useId } from 'react';
import { Icon } from '../../ui/Icon.tsx';

type Props = {
  format: 'number' | 'text';
  code: string;
  disabled: boolean;
  onCode: (code: string) => void;
};

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', '⌫'];
const MOST = 32;

/** A field for a code that is never shown; with keys under it where the code is of figures. */
export function CodePad({ format, code, disabled, onCode }: Props) {
  const id = useId();
  const isNumber = format === 'number';
  return (
    <div className="mx-auto flex w-full max-w-72 flex-col gap-3">
      <div>
        <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
          Code
        </label>
        <input
          id={id}
          type="password"
          className="field num text-center tracking-[0.3em] disabled:opacity-50"
          // A code of the house is no password of the person: browsers shall not keep it.
          autoComplete="one-time-code"
          inputMode={isNumber ? 'numeric' : 'text'}
          maxLength={MOST}
          disabled={disabled}
          value={code}
          onChange={({ target }) =>
            onCode(isNumber ? target.value.replace(/\D/g, '') : target.value)
          }
        />
      </div>
      {isNumber && (
        <div className="grid grid-cols-3 gap-2">
          {DIGITS.map((key) =>
            key === '' ? (
              <span key="gap" />
            ) : (
              <button
                key={key}
                type="button"
                aria-label={key === '⌫' ? 'Delete' : key}
                disabled={disabled}
                onClick={() =>
                  onCode(key === '⌫' ? code.slice(0, -1) : (code + key).slice(0, MOST))
                }
                className="num grid min-h-12 place-items-center rounded-control border border-line bg-surface text-22 transition-transform duration-120 active:scale-95 disabled:opacity-50"
              >
                {key === '⌫' ? <Icon name="backspace" /> : key}
              </button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
