import { formatTime } from '../../api/values.ts';
import type { Outcome } from '../import/run-import.ts';
import { grouped } from './import-progress.ts';

const MOST = 200;

/** What an import has done, or would do, for whoever asked for it. */
export function report(outcome: Outcome, dryRun: boolean): string {
  const { readings, stored, resumed, entities, matches, skipped, faults } = outcome;
  const made = matches.filter(({ match }) => match.type === 'new').length;
  const head = dryRun
    ? `Would bring in ${grouped(readings)} readings of ${entities.length} entities (${made} new, ${matches.length - made} known). Nothing was changed.`
    : `${resumed ? 'Went on, and brought' : 'Brought'} in ${grouped(stored)} readings of ${entities.length} entities (${made} new, ${matches.length - made} known); ${grouped(Math.max(0, readings - stored))} were there already.`;
  return [
    head,
    ...span(outcome),
    ...statistics(outcome),
    ...lines(outcome),
    ...(skipped > 0 ? [`Left out as asked: ${skipped} entities.`] : []),
    ...(faults.length > 0 ? ['Left out:'] : []),
    ...faults.map(
      ({ reason, count, examples }) =>
        `  ${grouped(count)} × ${reason} (${examples.join(', ')}${count > examples.length ? ', …' : ''})`,
    ),
  ].join('\n');
}

function span({ entities }: Outcome): readonly string[] {
  if (entities.length === 0) return [];
  const from = entities.reduce((least, one) => Math.min(least, one.from), Number.POSITIVE_INFINITY);
  const to = entities.reduce((most, one) => Math.max(most, one.to), Number.NEGATIVE_INFINITY);
  return [`From ${formatTime(from)} to ${formatTime(to)}.`];
}

function statistics({ entities }: Outcome): readonly string[] {
  const hours = entities.reduce((sum, one) => sum + one.hours, 0);
  if (hours === 0) return [];
  return [
    `${grouped(hours)} of them are statistics of an hour, with its least, mean and greatest value: charts show these, but there are no single readings of that time.`,
  ];
}

/** A line for each entity: what it was there, what it is here, and why. */
function lines({ entities, matches }: Outcome): readonly string[] {
  const counts = new Map(entities.map((one) => [one.entity.id, one]));
  const rows = matches.flatMap(({ foreign, match }) => {
    const count = counts.get(match.entity.id);
    if (count === undefined) return [];
    const unsure =
      match.type === 'new' && match.ambiguous.length > 0
        ? `; could be ${match.ambiguous.join(' or ')}: say so by --map`
        : '';
    return [
      `  ${foreign.id} → ${match.entity.id} (${WHY[match.type === 'new' ? 'new' : match.why]}${unsure}): ${grouped(count.readings)} readings, ${formatTime(count.from)} – ${formatTime(count.to)}`,
    ];
  });
  const more = rows.length - MOST;
  return more > 0 ? [...rows.slice(0, MOST), `  … and ${more} more`] : rows;
}

const WHY = {
  new: 'new',
  map: 'by your map',
  before: 'imported before',
  id: 'same id',
  name: 'same name',
} as const;
