type Props = {
  /** Where it stands: 0 at the bottom, 1 at the top. */
  share: number;
  /** What is wished differs from what is reported: it is hollow. */
  apart: boolean;
};

/** The handle of a vertical slider, moved without a layout. */
export function SliderHandle({ share, apart }: Props) {
  return (
    <div
      className="absolute inset-0"
      style={{ transform: `translateY(calc(${-share} * (100% - 36px)))` }}
    >
      <div className="absolute inset-x-0 bottom-0 h-9">
        <div
          className={`absolute top-1/2 left-1/2 h-[7px] w-14 -translate-1/2 rounded-chip ${apart ? 'border-2 border-ink bg-transparent' : 'bg-ink'}`}
        />
      </div>
    </div>
  );
}
