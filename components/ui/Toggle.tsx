type Props = {
  label: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
};

/** Something that is on or off besides the main thing: a row with a switch at its end. */
export function Toggle({ label, on, disabled = false, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      disabled={disabled}
      onClick={() => onChange(!on)}
      className="group flex min-h-12 w-full items-center justify-between gap-3 text-start text-15 disabled:opacity-50"
    >
      {label}
      <span
        aria-hidden="true"
        className="relative h-7 w-12 shrink-0 rounded-chip border border-edge bg-inset transition-colors duration-200 group-aria-checked:border-ink group-aria-checked:bg-ink"
      >
        <span className="absolute top-1/2 left-1 size-5 -translate-y-1/2 rounded-chip bg-edge transition-transform duration-200 group-aria-checked:translate-x-4.5 group-aria-checked:bg-bg" />
      </span>
    </button>
  );
}
