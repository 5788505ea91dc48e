import type { ReactNode } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import type { Command } from '@/lib/domain/command/command.ts';

/** What every tile is given. It shows the entity and asks; it never assumes that anything worked. */
export type TileProps = {
  view: EntityView;
  now: number;
  /** Whether a drag on the tile of a lamp dims it. */
  drags: boolean;
  /** Whether its owner wants to be asked before it goes off. */
  critical: boolean;
  /** What live data draws into it: the last day of a sensor, the picture of a camera. */
  inset?: ReactNode;
  onOpen: () => void;
  onCommand: (command: Command) => void;
  onDrag: (command: Command) => void;
};

/** What the controls in a sheet are given. */
export type ControlsProps = Omit<TileProps, 'drags' | 'onOpen'> & {
  /** Whether the device would take a command, where no capability tells. */
  accepts: (command: Command) => boolean;
};
