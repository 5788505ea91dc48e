import { useSyncExternalStore } from 'react';
import { listeners } from './listeners.ts';

/** Something done that can be taken back for a few seconds: what it was, in words, and how. */
export type UndoOffer = {
  readonly words: string;
  readonly undo: () => void;
  /** What its button says, if not "Undo". */
  readonly verb?: string;
};

const changed = listeners<[]>();
let standing: UndoOffer | null = null;

function set(offer: UndoOffer | null): void {
  standing = offer;
  changed.emit();
}

/** Offers the way back; what was offered before is final then. */
export const offerUndo = (offer: UndoOffer): void => set(offer);

/** Takes the offer away, unless another has taken its place. */
export function endUndo(offer: UndoOffer): void {
  if (standing === offer) set(null);
}

/** Takes back what is offered. False: there is nothing. */
export function undoLast(): boolean {
  const offer = standing;
  if (offer === null) return false;
  set(null);
  offer.undo();
  return true;
}

/** The offer that stands; null: none. */
export const useUndoOffer = (): UndoOffer | null =>
  useSyncExternalStore(
    changed.add,
    () => standing,
    () => null,
  );
