import type { StorageOut } from '@/lib/api/storage.ts';
import {
  basisWords,
  formatBytesEach,
  formatDay,
  formatMany,
  roomWords,
  sizeParts,
} from '@/lib/browser/storage/words.ts';

/** The four figures that say how the history is doing. */
export function Figures({ data: { totals, forecast } }: { data: StorageOut }) {
  const { readings, bytes, bytesPerReading, firstAt } = totals;
  const [disk, year] = [sizeParts(bytes), sizeParts(forecast.inYear)];
  return (
    <dl className="grid grid-cols-2 gap-2.5 lg:grid-cols-4">
      <Figure
        name="Readings kept"
        value={formatMany(readings)}
        line={firstAt === null ? 'None so far' : `Since ${formatDay(Date.parse(firstAt))}`}
      />
      <Figure name="Disk used" value={disk.value} unit={disk.unit} line={roomWords(totals)} />
      <Figure
        name="Bytes a reading"
        value={bytesPerReading === null ? '—' : formatBytesEach(bytesPerReading)}
        line="Everything included"
      />
      <Figure
        name="Disk in a year"
        value={year.value}
        unit={year.unit}
        line={basisWords(forecast.basisDays)}
      />
    </dl>
  );
}

type FigureProps = { name: string; value: string; unit?: string; line: string };

function Figure({ name, value, unit, line }: FigureProps) {
  return (
    <div className="flex min-h-28 flex-col rounded-tile border border-line bg-surface px-4 py-3">
      <dt className="text-13 text-ink-2">{name}</dt>
      <dd className="num mt-auto text-28 font-medium">
        {value}
        {unit && <span className="ms-1 text-15 text-ink-3">{unit}</span>}
        <span className="block text-13 font-normal text-ink-3">{line}</span>
      </dd>
    </div>
  );
}
