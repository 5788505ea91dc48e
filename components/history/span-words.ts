import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { binaryWord } from '@/lib/browser/words/binary-words.ts';
import { choiceWords } from '@/lib/browser/words/words.ts';

/** What a span of a strip means for this entity: "Open", "On 40 % of the time", or its text. */
export function spanWords(view: EntityView | undefined, value: number | string): string {
  if (typeof value === 'string') return choiceWords(value);
  const deviceClass = view?.entity.kind === 'binary_sensor' ? view.entity.deviceClass : null;
  const on = binaryWord(deviceClass, true);
  if (value > 0 && value < 1) return `${on} ${Math.round(value * 100)} % of the time`;
  return value === 1 ? on : binaryWord(deviceClass, false);
}
