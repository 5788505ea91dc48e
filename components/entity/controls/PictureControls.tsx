import { webLink } from '@/lib/browser/entity/web-link.ts';
import { formatAge } from '@/lib/browser/words/format.ts';
import { numberOf } from '@/lib/browser/words/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { ControlsProps } from '../props.ts';

/** The newest picture. One that is named by an address is only linked: no stranger is told who looks. */
export function PictureControls({ view, now, inset }: ControlsProps) {
  const { entity, shown } = view;
  const link = webLink(shown.url);
  const updated = numberOf(shown, 'updated');
  return (
    <div className="flex flex-col gap-2 py-2">
      {entity.capabilities.media && (
        <div className="grid min-h-48 place-items-center overflow-hidden rounded-tile border border-line bg-inset">
          {inset}
        </div>
      )}
      {updated !== null && <p className="num text-13 text-ink-3">{formatAge(now - updated)}</p>}
      {link && (
        <a
          href={link}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex min-h-11 items-center gap-2 self-start text-15 underline underline-offset-4"
        >
          <Icon name="arrow-square-out" size={20} />
          Open the picture
        </a>
      )}
    </div>
  );
}
