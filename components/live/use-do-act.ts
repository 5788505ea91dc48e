import { useCallback } from 'react';
import type { PaletteAct } from '@/lib/browser/palette/acts.ts';
import { wayBack } from '@/lib/browser/palette/undo.ts';
import { offerUndo } from '@/lib/browser/store/undo.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';

/** Does what was chosen; where it is several things at once, it offers the way back. */
export function useDoAct(): (act: PaletteAct) => void {
  const { store, desk } = useRuntime();
  return useCallback(
    ({ title, commands }) => {
      const back = commands.flatMap((command) => {
        const view = store.view(command.entity);
        return (view && wayBack(view, command)) ?? [];
      });
      for (const command of commands) desk.run(command);
      if (commands.length < 2 || back.length === 0) return;
      offerUndo({
        words: title,
        undo() {
          for (const command of back) desk.run(command);
        },
      });
    },
    [store, desk],
  );
}
