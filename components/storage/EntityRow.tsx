import type { StoredEntity } from '@/lib/browser/storage/list.ts';
import { openKeep } from '@/lib/browser/storage/sheet.ts';
import {
  formatDay,
  formatMany,
  formatSize,
  paceWords,
  policyMark,
} from '@/lib/browser/storage/words.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = {
  entity: StoredEntity;
  /** Its size against the largest, 0–1. */
  share: number;
};

/** One entity with what its history takes; a tap opens how long it is kept. */
export function EntityRow({ entity, share }: Props) {
  const { id, name, room, removed, readings, bytes, perDay, firstAt, retention } = entity;
  const kept = policyMark(retention);
  const about = [
    removed ? 'Gone' : room,
    `${formatMany(readings)} readings`,
    paceWords(perDay),
    firstAt === null ? null : `since ${formatDay(firstAt)}`,
  ];
  return (
    <button
      type="button"
      data-stored={id}
      onClick={() => openKeep(`entity:${id}`)}
      className="flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-start -outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate text-15 font-medium">{name}</span>
        <span className="num block text-13 text-ink-2">{about.filter(Boolean).join(' · ')}</span>
      </span>
      <span className="num shrink-0 text-end">
        <span className="block text-15 font-medium">{formatSize(bytes)}</span>
        <span
          aria-hidden="true"
          className="ms-auto mt-1 block h-1 w-16 overflow-hidden rounded-chip bg-inset"
        >
          <span
            className="ms-auto block h-full rounded-chip bg-edge"
            style={{ width: `${Math.max(2, share * 100)}%` }}
          />
        </span>
        {kept !== null && (
          <span className="flex items-center justify-end gap-1 text-13 text-ink-2">
            <Icon name="clock" size={14} />
            <span className="sr-only">kept for</span> {kept}
          </span>
        )}
      </span>
      <Icon name="caret-right" size={16} className="shrink-0 text-ink-3 rtl:rotate-180" />
    </button>
  );
}
