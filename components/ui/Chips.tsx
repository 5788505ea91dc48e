type Props = {
  /** What is chosen here; also the group's name. */
  label: string;
  /** Above the chips; else it is for those who listen only. */
  showsLabel?: boolean;
  value: string | null;
  options: readonly string[];
  words: (option: string) => string;
  disabled?: boolean;
  onChoose: (option: string) => void;
};

/** A few choices side by side; the one that holds is pressed. */
export function Chips({
  label,
  showsLabel = true,
  value,
  options,
  words,
  disabled,
  onChoose,
}: Props) {
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className={showsLabel ? 'mb-1.5 text-13 font-medium text-ink-2' : 'sr-only'}>
        {label}
      </legend>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={option === value}
            disabled={disabled}
            onClick={() => onChoose(option)}
            className="min-h-11 min-w-11 max-w-full rounded-control border border-line bg-surface px-3.5 text-15 break-words text-ink-2 transition-transform duration-120 active:scale-[0.98] disabled:opacity-50 aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:font-medium aria-pressed:text-bg"
          >
            {words(option)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
