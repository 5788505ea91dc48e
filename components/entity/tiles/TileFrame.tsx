import type { CSSProperties, HTMLAttributes, ReactNode } from 'react';
import { ownColour } from '@/lib/browser/entity/lamp-colour.ts';
import { toneOf } from '@/lib/browser/entity/look.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';

type Props = {
  view: EntityView;
  /** 0–1: how much of it is washed. */
  fill: number;
  /** Whether its words stand on colour. */
  lit: boolean;
  /** Where the wash begins. */
  from?: 'side' | 'top';
  onOpen: () => void;
  /** What the rest of the tile does besides opening: the drag of a lamp. */
  rest?: HTMLAttributes<HTMLButtonElement>;
  children: ReactNode;
};

/** What all tiles share: the wash, the rest that opens the sheet, the pending line. */
export function TileFrame({ view, fill, lit, from = 'side', onOpen, rest, children }: Props) {
  const tone = toneOf(view);
  const style = tone === 'own' ? ({ '--own': ownColour(view.shown) } as CSSProperties) : undefined;
  return (
    <article
      aria-label={view.fullName}
      data-entity={view.id}
      data-tone={tone}
      data-available={view.available}
      data-lit={lit}
      style={style}
      className={`tile h-28 ${view.available ? '' : 'tile-away'}`}
    >
      <div
        className={`tile-fill ${from === 'top' ? 'origin-top!' : ''}`}
        style={{ transform: from === 'top' ? `scaleY(${fill})` : `scaleX(${fill})` }}
      />
      <button
        type="button"
        aria-label={`${view.fullName}: details`}
        className="tile-rest absolute inset-0 rounded-tile"
        style={{ touchAction: 'pan-y' }}
        onClick={onOpen}
        {...rest}
      />
      {children}
      {view.pending?.slow && <div className="pending-line" />}
    </article>
  );
}
