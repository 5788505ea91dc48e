'use client';

import type { EntityOut } from '@/lib/api/entities.ts';
import { useEntity } from '@/lib/browser/store/use-home.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { statusWords } from '@/lib/browser/words/status-words.ts';
import { mainProperty, valueWords } from '@/lib/browser/words/words.ts';

/** What an entity says now, in words; of one that is hidden here, what the server knows. */
export function LiveValue({ entity }: { entity: Pick<EntityOut, 'id' | 'state' | 'unit'> }) {
  const view = useEntity(entity.id);
  const now = useNow();
  return <span className="num">{view ? statusWords(view, now) : lastWords(entity)}</span>;
}

function lastWords({ state, unit }: Pick<EntityOut, 'state' | 'unit'>): string {
  const property = mainProperty(state);
  return property === null
    ? 'Nothing yet'
    : valueWords(state[property], property === 'value' ? unit : null);
}
