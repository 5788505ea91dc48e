type Props = {
  /** 0–100, along the tile. */
  percent: number;
  /** What was asked for, while the device is not there yet. */
  hollow?: boolean;
};

/** The end of a tile's level: beside the disc, never through the words. */
export function LevelHandle({ percent, hollow = false }: Props) {
  return (
    <span
      className="pointer-events-none absolute inset-0 z-[-1]"
      style={{ transform: `translateX(clamp(2px, calc(${percent}% - 7px), calc(100% - 7px)))` }}
    >
      <span
        className="absolute top-3 left-0 h-12 w-[3px] rounded-chip"
        style={{
          background: hollow ? 'transparent' : 'var(--handle)',
          boxShadow: hollow ? '0 0 0 1.5px var(--ink)' : undefined,
        }}
      />
    </span>
  );
}
