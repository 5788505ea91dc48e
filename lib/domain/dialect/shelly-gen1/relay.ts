import { onOffCommand } from '../../command/arguments.ts';
import { isRefused } from '../../command/refused.ts';
import { type Part, said } from './part.ts';

/** `relay/<n>`: on, off, or overpower, which has switched it off (conventions §5.2). */
export function relay(n: string): Part {
  const key = `relay/${n}`;
  return {
    key,
    kind: 'switch',
    name: `Relay ${n}`,
    listens: [key],
    speaks: [`${key}/command`],
    read({ message }) {
      const word = message.text()?.trim();
      if (word === 'on' || word === 'off') return { on: word === 'on' };
      return word === 'overpower' ? { on: false } : 'a relay says on, off or overpower';
    },
    encode(command, { root, before }) {
      const wish = onOffCommand(command, before);
      if (isRefused(wish)) return wish;
      return said(`${root}${key}/command`, wish.on ? 'on' : 'off', { on: wish.on });
    },
  };
}

/** Too much was drawn: the relay has switched itself off. */
export const overpower = (n: string): Part => ({
  key: `relay/${n}/overpower`,
  kind: 'binary_sensor',
  name: `Relay ${n} overpower`,
  deviceClass: 'problem',
  category: 'diagnostic',
  listens: [`relay/${n}`],
  read: ({ message }) => ({ on: message.text()?.trim() === 'overpower' }),
});
