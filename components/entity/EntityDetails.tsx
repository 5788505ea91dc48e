import type { ReactNode } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { formatDate } from '@/lib/browser/words/format.ts';
import { isSecret, readable, SECRET, valueWords } from '@/lib/browser/words/words.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Link } from '../ui/Link.tsx';

/** Everything that is known of an entity, for those who look after the house. */
export function EntityDetails({ view }: { view: EntityView }) {
  const { entity, device, state } = view;
  const maker = [device?.manufacturer, device?.model].filter(Boolean).join(' ');
  return (
    <Disclosure title="Details" className="mt-5 border-t border-line pt-1">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 pb-2 text-13">
        {Object.entries(state).map(([property, value]) => (
          <Row key={property} name={readable(property)}>
            {property === 'value' && isSecret(entity)
              ? SECRET
              : valueWords(value, property === 'value' ? entity.unit : null)}
          </Row>
        ))}
        {view.reportedAt !== null && <Row name="Reported">{formatDate(view.reportedAt)}</Row>}
        {device && <Row name="Device">{device.name}</Row>}
        {maker && <Row name="Made by">{maker}</Row>}
        {device?.swVersion && <Row name="Software">{device.swVersion}</Row>}
        <Row name="Speaks">{entity.source.dialect}</Row>
        <Row name="History">
          <Link
            href={`/more/data?keep=${encodeURIComponent(`entity:${entity.id}`)}`}
            className="-my-3 inline-flex min-h-11 items-center underline underline-offset-4"
          >
            What it takes, how long it is kept
          </Link>
        </Row>
        <Row name="Id">
          <code className="break-all select-all">{entity.id}</code>
        </Row>
        <Topics name="Heard on" topics={entity.source.stateTopics} />
        <Topics name="Commands to" topics={entity.source.commandTopics} />
        <Topics name="Availability" topics={entity.source.availability?.topics ?? []} />
      </dl>
    </Disclosure>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="num min-w-0 break-words">{children}</dd>
    </>
  );
}

function Topics({ name, topics }: { name: string; topics: readonly string[] }) {
  if (topics.length === 0) return null;
  return (
    <Row name={name}>
      {topics.map((topic) => (
        <code key={topic} className="block break-all select-all">
          {topic}
        </code>
      ))}
    </Row>
  );
}
