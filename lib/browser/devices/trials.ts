import type { Entity } from '../../domain/entity/entity.ts';

/** A command without arguments to be worked out, to see what a definition makes of it. */
export type Trial = {
  readonly words: string;
  readonly command: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

const trial = (words: string, command: string): Trial => ({ words, command });

const ON_OFF = [trial('On', 'turn_on'), trial('Off', 'turn_off')];
const OPEN_CLOSE = [trial('Open', 'open'), trial('Stop', 'stop'), trial('Close', 'close')];

/** What of an entity can be tried with one press each; commands it does not take are left out later. */
export function trialsOf({
  kind,
  capabilities,
}: Pick<Entity, 'kind' | 'capabilities'>): readonly Trial[] {
  switch (kind) {
    case 'switch':
    case 'light':
    case 'fan':
    case 'siren':
    case 'humidifier':
      return ON_OFF;
    case 'button':
      return [trial('Press', 'press')];
    case 'scene':
      return [trial('Activate', 'activate')];
    case 'cover':
    case 'valve':
      return OPEN_CLOSE;
    case 'lock':
      return [trial('Lock', 'lock'), trial('Unlock', 'unlock')];
    case 'vacuum':
      return [trial('Start', 'start'), trial('Return', 'return_home')];
    case 'lawn_mower':
      return [trial('Start', 'start'), trial('Dock', 'dock')];
    case 'select':
      return (capabilities.options ?? [])
        .slice(0, 4)
        .map((option) => ({ words: option, command: 'select', values: { option } }));
    case 'number': {
      const { min = 1, max = 100 } = capabilities;
      return [min, max].map((value) => ({
        ...{ words: String(value), command: 'set' },
        values: { value },
      }));
    }
    case 'notify':
      return [{ words: 'Say hello', command: 'send', values: { message: 'Hello' } }];
    default:
      return [];
  }
}
