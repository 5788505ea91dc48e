import { dayOfYear, shareOfDay, skyStops } from '@/lib/browser/entity/day.ts';
import { formatClock } from '@/lib/browser/words/format.ts';

const SKY = { night: '#20263c', dawn: '#e7bd94', day: '#f3e6d0', dusk: '#f5dcc0' } as const;

/** Today as a strip: night and day, and where in it we are. What is to come is veiled. */
export function DayRibbon({ now }: { now: number }) {
  const share = now === 0 ? null : shareOfDay(now) * 100;
  const stops = skyStops(dayOfYear(now))
    .map(({ at, sky }) => `${SKY[sky]} ${(at * 100).toFixed(1)}%`)
    .join(', ');
  return (
    <div
      role="img"
      aria-label={share === null ? 'Today' : `Today, it is ${formatClock(now)}`}
      className="relative h-10 overflow-hidden rounded-control"
      style={{ background: `linear-gradient(to right, ${stops})` }}
    >
      {share !== null && (
        <>
          <div
            className="absolute inset-y-0 right-0 bg-[var(--veil)] opacity-70"
            style={{ left: `${share}%` }}
          />
          <div
            className="absolute inset-y-0 w-[3px] -translate-x-1/2 bg-ink shadow-[0_0_0_1px_var(--bg)]"
            style={{ left: `${share}%` }}
          />
        </>
      )}
    </div>
  );
}
