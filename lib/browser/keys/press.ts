import type { KeyPlace, KeyPress } from './keys.ts';

/** Inputs that no letter is typed into. */
const NOT_TYPED = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color']);

/** What has keys of its own: letters jump within it, arrows choose. */
const LEFT_ALONE =
  '[role="dialog"]:not([data-sheet]), [role="alertdialog"], [role="menu"], [role="listbox"], [role="tree"], [role="grid"]';

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** A key as it was pressed, and where. */
export function keyPressOf(event: KeyboardEvent): KeyPress {
  // Many layouts write [ and ] with AltGr (Ctrl and Alt together) or with the Mac's Option.
  const writes =
    event.key.length === 1 &&
    !/[a-z0-9 ]/i.test(event.key) &&
    (event.getModifierState('AltGraph') || (isMac() && event.altKey && !event.metaKey));
  return {
    key: event.key,
    shift: event.shiftKey,
    command: (event.ctrlKey || event.metaKey) && !writes,
    modified: event.altKey && !writes,
    repeat: event.repeat,
    place: placeOf(event.target),
  };
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return 'page';
  const isTyped =
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !NOT_TYPED.has(target.type));
  if (isTyped || target.isContentEditable) return 'typing';
  return target.closest(LEFT_ALONE) ? 'left' : 'page';
}
