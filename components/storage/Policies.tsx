import type { RetentionOut } from '@/lib/api/retention.ts';
import { openKeep } from '@/lib/browser/storage/sheet.ts';
import { formatMany, policyWords, scopeWords } from '@/lib/browser/storage/words.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = { policies: readonly RetentionOut[]; nameOf: (id: string) => string };

/** How long history is kept: for ever, but for what is listed. */
export function Policies({ policies, nameOf }: Props) {
  const home = policies.find(({ scope }) => scope === 'home');
  const others = policies.filter(({ scope }) => scope !== 'home');
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-17 font-semibold">How long it is kept</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-tile border border-line bg-surface">
        <li>
          <Row
            scope="home"
            name={others.length > 0 ? 'Everything else' : 'Everything'}
            line={home === undefined ? 'Every reading, for ever' : policyWords(home)}
            dropped={home?.dropped ?? 0}
          />
        </li>
        {others.map((policy) => (
          <li key={policy.scope}>
            <Row
              scope={policy.scope}
              name={scopeWords(policy.scope, nameOf)}
              line={policyWords(policy)}
              dropped={policy.dropped}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type RowProps = { scope: string; name: string; line: string; dropped: number };

function Row({ scope, name, line, dropped }: RowProps) {
  return (
    <button
      type="button"
      data-scope={scope}
      onClick={() => openKeep(scope)}
      className="flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-start -outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <span className="block text-15 font-medium break-words">{name}</span>
        <span className="num block text-13 text-ink-2">
          {line}
          {dropped > 0 && ` · ${formatMany(dropped)} dropped so far`}
        </span>
      </span>
      <span className="shrink-0 text-13 text-ink-2">Change</span>
      <Icon name="caret-right" size={16} className="shrink-0 text-ink-3 rtl:rotate-180" />
    </button>
  );
}
