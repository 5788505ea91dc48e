import { type TimeReader, timeReader } from '../../domain/import/times.ts';
import { csvSource } from '../import/csv-file.ts';
import { homeAssistantSource } from '../import/home-assistant-file.ts';
import { influxSource } from '../import/influx-file.ts';
import { ndjsonSource } from '../import/ndjson-file.ts';
import type { Source } from '../import/source.ts';
import { zoneOffset } from '../zone-offset.ts';
import { UsageError } from './arguments.ts';
import type { ImportWish } from './import-arguments.ts';

/** The source that is asked for. @param homeZone of times that do not say theirs */
export async function openSource(wish: ImportWish, homeZone: string): Promise<Source> {
  const { kind, file, entity } = wish;
  const time = timesOf(wish, homeZone);
  switch (kind) {
    case 'home-assistant':
      return homeAssistantSource(file);
    case 'influx':
      return influxSource(file, { time, precision: wish.precision });
    case 'ndjson':
      return ndjsonSource(file, { time, entity });
    case 'csv':
      return csvSource(file, { ...wish, time });
  }
}

function timesOf({ zone, timeFormat }: ImportWish, homeZone: string): TimeReader {
  try {
    return timeReader(zoneOffset(zone ?? homeZone), timeFormat);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--time-format ${error.message}`);
    throw error;
  }
}
