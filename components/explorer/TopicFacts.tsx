import type { Explorer } from '@/lib/browser/explorer/explorer.ts';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import type { Kept, Place } from '@/lib/browser/explorer/tree.ts';
import {
  countOf,
  formatBytes,
  formatCount,
  formatRate,
  formatSince,
  formatTenth,
} from '@/lib/browser/explorer/words.ts';

type Props = { explorer: Explorer; place: Place; newest: Heard | undefined };

const KEPT: Readonly<Record<Kept, string>> = {
  kept: 'Yes',
  not_kept: 'No',
  unknown: 'Asking the broker …',
};

/** The numbers of a topic and of what runs below it. */
export function TopicFacts({ explorer, place, newest }: Props) {
  const { tree } = explorer;
  const now = explorer.now();
  const { messages, rate, lastAt, topics, kept } = tree.stats(place, now);
  const rows: [string, string][] = [];
  if (newest) {
    rows.push(
      ['Retained', KEPT[tree.kept(place)]],
      ['Size', formatBytes(newest.size)],
      // A subscriber is told the lesser of what was published and what it asked for itself.
      ['QoS', 'Unknown: a broker does not pass it on'],
    );
  }
  rows.push([
    'Last heard',
    newest?.retained && newest.at === lastAt
      ? 'kept by the broker since an unknown time'
      : `${formatTenth(lastAt)} · ${now - lastAt < 1_000 ? 'just now' : `${formatSince(lastAt, now)} ago`}`,
  ]);
  rows.push(['Messages', [formatCount(messages), formatRate(rate)].filter(Boolean).join(' · ')]);
  if (tree.hasChildren(place)) {
    rows.push(['Below it', `${countOf(topics, 'topic')}, ${formatCount(kept)} retained`]);
  }
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-13">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="num min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
