import { navigateQuery } from './location.ts';

/** Whether the step that opened the sheet is ours to take back. */
let openedHere = false;

/** Opens the sheet of an entity; the Back button closes it. */
export function openEntity(id: string): void {
  openedHere = true;
  navigateQuery({ sheet: id });
}

/** Closes it: by a step back, or in place where the page was opened with it. */
export function closeEntity(): void {
  if (openedHere) window.history.back();
  else navigateQuery({ sheet: null }, { replace: true });
  openedHere = false;
}
