'use client';

import type { TileProps } from '../props.ts';
import { StateTile } from './StateTile.tsx';
import { TileFrame } from './TileFrame.tsx';
import { TileWords } from './TileWords.tsx';

/** A camera or an image: its newest picture behind its name, once there is one. */
export function PictureTile(props: TileProps) {
  const { view, now, inset, onOpen } = props;
  if (!view.available || view.entity.capabilities.media === undefined) {
    return <StateTile {...props} />;
  }
  return (
    <TileFrame view={view} fill={0} lit={false} onOpen={onOpen}>
      <div className="pointer-events-none absolute inset-x-0 top-0 bottom-[52px] overflow-hidden bg-inset">
        {inset}
      </div>
      <div className="pointer-events-none absolute inset-x-0 bottom-0 px-3 pb-2.5">
        <TileWords view={view} now={now} />
      </div>
    </TileFrame>
  );
}
