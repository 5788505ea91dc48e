import type { PaletteEntry } from '@/lib/browser/palette/palette.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { statusWords } from '@/lib/browser/words/status-words.ts';
import { EntityIcon } from '../entity/EntityIcon.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';

const ICONS: Readonly<Record<Exclude<PaletteEntry['type'], 'entity'>, IconName>> = {
  act: 'lightning',
  place: 'caret-right',
  keys: 'question',
};

/** One line of the palette: what it is, and what it is up to. */
export function PaletteRow({ entry }: { entry: PaletteEntry }) {
  const now = useNow();
  const [title, line] =
    entry.type === 'entity'
      ? [
          entry.view.fullName,
          [entry.view.room, statusWords(entry.view, now)].filter(Boolean).join(' · '),
        ]
      : [entry.title, entry.type === 'keys' ? '' : entry.line];
  return (
    <span className="flex min-h-13 items-center gap-3 px-3 py-1.5">
      <span className="grid size-9 shrink-0 place-items-center text-ink-2">
        {entry.type === 'entity' ? (
          <EntityIcon entity={entry.view.entity} on={false} />
        ) : (
          <Icon name={ICONS[entry.type]} fill={entry.type === 'act'} size={20} />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-15 font-medium">{title}</span>
        {line && <span className="num block truncate text-13 text-ink-2">{line}</span>}
      </span>
    </span>
  );
}
