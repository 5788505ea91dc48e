import { navigateQuery } from '../page/location.ts';

/** Whether the step that opened the sheet is ours to take back. */
let openedHere = false;

/** Opens the sheet that says, and changes, how long something is kept; the Back button closes it. */
export function openKeep(scope: string): void {
  openedHere = true;
  navigateQuery({ keep: scope });
}

/** Closes it: by a step back, or in place where the page was opened with it. */
export function closeKeep(): void {
  if (openedHere) window.history.back();
  else navigateQuery({ keep: null }, { replace: true });
  openedHere = false;
}
