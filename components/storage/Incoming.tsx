import type { StorageOut } from '@/lib/api/storage.ts';
import { formatCount } from '@/lib/browser/explorer/words.ts';
import { formatMany } from '@/lib/browser/storage/words.ts';
import { formatAge, formatDate } from '@/lib/browser/words/format.ts';
import { Link } from '../ui/Link.tsx';
import { Facts } from './Facts.tsx';

const pace = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** What comes in, and what did not make it: nothing lost is good news and said plainly. */
export function Incoming({ data, now }: { data: StorageOut; now: number }) {
  const { ingest, losses, recorder, totals } = data;
  const since = recorder.since === null ? null : Date.parse(recorder.since);
  const written = recorder.committedAt === null ? null : Date.parse(recorder.committedAt);
  return (
    <Facts
      title="Coming in"
      rows={[
        {
          name: 'Readings a second',
          line: `${formatMany(ingest.lastHour)} in the last hour`,
          value: pace.format(ingest.perSecond),
        },
        {
          name: 'Recorder',
          line:
            since === null
              ? 'It never ran'
              : recorder.running
                ? `Running since ${formatDate(since)}`
                : `Last run began ${formatDate(since)}`,
          value: recorder.running ? (
            <span className="text-ok">Running</span>
          ) : (
            <span className="text-warn">Away</span>
          ),
        },
        {
          name: 'Last written',
          line: `${formatCount(totals.unpacked)} not packed yet`,
          value: written === null ? '—' : formatAge(now - written),
        },
        {
          name: 'Lost',
          line:
            losses.lost === 0 ? 'Every message that came was kept' : 'Messages that came in vain',
          value: (
            <span className={losses.lost === 0 ? 'text-ok' : 'font-medium text-warn'}>
              {losses.lost === 0 ? 'None' : formatCount(losses.lost)}
            </span>
          ),
        },
        {
          name: 'Not understood',
          line: 'Messages nobody could read',
          value: losses.ignored === 0 ? 'None' : formatCount(losses.ignored),
        },
      ]}
    >
      <Link
        href="/more/about"
        className="mt-1 inline-flex min-h-11 items-center text-13 text-ink-2 underline underline-offset-4"
      >
        All counters, reason by reason
      </Link>
    </Facts>
  );
}
