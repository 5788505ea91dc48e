/** The keys, as the list of them tells (`?`). Several signs in a row are pressed one after another. */
export type KeyWords = {
  readonly keys: readonly string[];
  readonly words: string;
  /** A letter or a sign without a modifier, which can be switched off. */
  readonly isLetter: boolean;
};

/** @param command what the key beside the space bar is called here: "Ctrl" or "⌘" */
export const keyWords = (command: string): readonly KeyWords[] => [
  { keys: [`${command} K`], words: 'Find a device, a room or an action', isLetter: false },
  { keys: ['/'], words: 'The same', isLetter: true },
  { keys: ['← ↑ ↓ →'], words: 'Move through the tiles', isLetter: false },
  { keys: ['Space'], words: 'Switch, open, run: what its icon does', isLetter: false },
  { keys: ['Enter'], words: 'Open; once more: go into what is open', isLetter: false },
  { keys: ['Shift F10'], words: 'The menu of a tile', isLetter: false },
  { keys: ['Esc'], words: 'Close', isLetter: false },
  { keys: ['[', ']'], words: 'Less and more: 5 % of a level, a step of a target', isLetter: true },
  { keys: ['z'], words: 'Undo, while it is offered', isLetter: true },
  { keys: ['g h'], words: 'Go home', isLetter: true },
  { keys: ['g r'], words: 'Go to the rooms', isLetter: true },
  { keys: ['g i'], words: 'Go to the history', isLetter: true },
  { keys: ['g s'], words: 'Go to the settings', isLetter: true },
  { keys: ['?'], words: 'This list', isLetter: true },
];
