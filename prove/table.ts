import { type Finding, holds, type Skipped } from './proof.ts';

const COLUMNS = ['acknowledged', 'stored', 'missing', 'duplicate', 'out of order'] as const;

export const HEADING = `${'proof'.padEnd(16)}${'verdict'.padEnd(8)}${COLUMNS.map((name) => name.padStart(13)).join('')}  what`;

/** One line of figures. */
export function findingLine(finding: Finding): string {
  const { acknowledged, stored, missing, duplicate, outOfOrder } = finding.account;
  const numbers = [acknowledged, stored, missing, duplicate, outOfOrder];
  const more = Object.entries(finding.figures ?? {}).map(([name, value]) => `${name} ${value}`);
  return [
    (holds(finding) ? 'holds' : 'FAILS').padEnd(8),
    ...numbers.map((number) => number.toLocaleString('en').padStart(13)),
    `  ${[finding.about, ...more].join(', ')}`,
    ...finding.faults.map((fault) => `; ${fault}`),
  ].join('');
}

export const skippedLine = ({ about, skipped }: Skipped): string => `SKIPPED  ${about}: ${skipped}`;
