import { memo } from 'react';
import { type SparkPoint, sparkPath } from '@/lib/browser/history/spark.ts';

type Props = { points: readonly (SparkPoint | null)[]; from: number; to: number };

const WIDTH = 200;
const HEIGHT = 32;

/** The last 24 hours as a line on the foot of a tile; gaps stay gaps. Decoration: the chart tells. */
export const Sparkline = memo(function Sparkline({ points, from, to }: Props) {
  const drawn = sparkPath(points, { from, to, width: WIDTH, height: HEIGHT });
  if (drawn === null) return null;
  return (
    <>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible"
      >
        <path
          d={drawn.d}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {/* Moved by a transform: a reading that arrives lays nothing out anew. */}
      <span
        className="absolute inset-0"
        style={{
          transform: `translate(${(drawn.last.x / WIDTH) * 100}%, ${(drawn.last.y / HEIGHT) * 100}%)`,
        }}
      >
        <span className="absolute -top-[3.5px] -left-[3.5px] size-[7px] rounded-chip bg-ink" />
      </span>
    </>
  );
});
