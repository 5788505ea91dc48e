import type { HistoriesQuery, HistoryQuery, SeriesOut } from '../../../api/history.ts';
import { isProblem, type Problem } from '../../../api/problem.ts';

type AskOne = (id: string, query: HistoryQuery) => Promise<SeriesOut>;

/**
 * Several series over the same range. Those that there are not are named. A wish that does not fit one of
 * them (a unit, a way of down-sampling) is left out for it.
 * @throws Problem if a wish fits none of them
 */
export async function manySeries(
  one: AskOne,
  { entity: ids, ...query }: HistoriesQuery,
): Promise<{ series: SeriesOut[]; unknown: string[] }> {
  const series: SeriesOut[] = [];
  const unknown: string[] = [];
  let misfit: Problem | null = null;
  let fits = 0;
  for (const id of new Set(ids)) {
    try {
      const told = await leniently(one, id, query);
      series.push(told.series);
      if (told.misfit === null) fits++;
      else misfit = told.misfit;
    } catch (error) {
      if (!isProblem(error) || error.code !== 'not_found') throw error;
      unknown.push(id);
    }
  }
  if (misfit !== null && fits === 0) throw misfit;
  return { series, unknown };
}

async function leniently(
  one: AskOne,
  id: string,
  query: HistoryQuery,
): Promise<{ series: SeriesOut; misfit: Problem | null }> {
  try {
    return { series: await one(id, query), misfit: null };
  } catch (error) {
    if (!isProblem(error)) throw error;
    const wish = error.details.errors?.[0]?.parameter;
    if (wish !== 'unit' && wish !== 'downsample') throw error;
    const { series } = await leniently(one, id, { ...query, [wish]: undefined });
    return { series, misfit: error };
  }
}
