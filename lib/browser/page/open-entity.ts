import { navigateQuery } from './location.ts';

/** Whether the step that opened the sheet is ours to take back. */
let openedHere = false;

/** The entity whose sheet the address names; null: none. */
export const openedEntity = (): string | null =>
  new URLSearchParams(window.location.search).get('sheet');

/** Opens the sheet of an entity, in place of another's; the Back button closes it. */
export function openEntity(id: string): void {
  if (openedEntity() !== null) {
    navigateQuery({ sheet: id }, { replace: true });
    return;
  }
  openedHere = true;
  navigateQuery({ sheet: id });
}

/** Closes it: by a step back, or in place where the page was opened with it. */
export function closeEntity(): void {
  if (openedHere) window.history.back();
  else navigateQuery({ sheet: null }, { replace: true });
  openedHere = false;
}
