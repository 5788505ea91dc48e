import type { Definition, ParsedMessage, Report } from '../dialect/dialect.ts';
import type { Message } from '../dialect/message.ts';
import { parseMessage } from '../dialect/parse-message.ts';
import type { EntityStatus, Value } from './entity.ts';
import type { createEntityRegistry } from './entity-registry.ts';
import type { createSpeakers } from './speakers.ts';

/** What one dialect says of a message as an announcement of devices. */
export type Opinion = {
  readonly dialect: string;
  readonly infers: boolean;
  readonly verdict: 'defines' | 'removes' | 'refuses' | 'not_mine';
  /** Names of the devices and entities it defines. */
  readonly defines: readonly {
    readonly device: string | null;
    readonly kind: string;
    readonly name: string | null;
    readonly unit: string | null;
    readonly deviceClass: string | null;
    readonly confidence: number | null;
  }[];
  readonly reasons: readonly string[];
};

/** What one entity reads out of a message. */
export type Reader = {
  readonly entityId: string;
  readonly dialect: string;
  readonly values: readonly { readonly property: string; readonly value: Value }[];
  readonly available: boolean | null;
  readonly reasons: readonly string[];
};

/** Why a message is shown as it is. */
export type Explanation = {
  readonly topic: string;
  readonly form: 'empty' | 'binary' | 'json' | 'text';
  readonly bytes: number;
  readonly opinions: readonly Opinion[];
  readonly readers: readonly Reader[];
  /** Ids of entities whose commands go to this topic. */
  readonly commandOf: readonly string[];
};

type Parts = {
  readonly speakers: ReturnType<typeof createSpeakers>;
  readonly registry: ReturnType<typeof createEntityRegistry>;
  readonly statusOf: (id: string) => EntityStatus;
};

/** Asks every dialect with an empty notebook, and every entity that reads the topic. */
export function explain({ speakers, registry, statusOf }: Parts, message: Message): Explanation {
  const parsed = parseMessage(message);
  return {
    topic: message.topic,
    form: formOf(parsed),
    bytes: message.payload.length,
    opinions: speakers.opinions(parsed).map(([{ name, infers }, definitions]) => ({
      dialect: name,
      infers,
      ...opinionOf(definitions),
    })),
    readers: registry.fedBy(message.topic).flatMap((id) => {
      const entity = registry.get(id);
      if (entity === undefined) return [];
      const reports = speakers.read(entity, parsed, statusOf(id).state);
      return [{ entityId: id, dialect: entity.source.dialect, ...readingOf(reports) }];
    }),
    commandOf: registry.commandedBy(message.topic),
  };
}

function formOf(message: ParsedMessage): Explanation['form'] {
  if (message.payload.length === 0) return 'empty';
  if (message.text() === null) return 'binary';
  return message.json() === undefined ? 'text' : 'json';
}

const MAX_LISTED = 100;

function opinionOf(definitions: readonly Definition[]): Omit<Opinion, 'dialect' | 'infers'> {
  const defines = definitions.flatMap((definition) =>
    definition.type !== 'define'
      ? []
      : definition.entities.map((entity) => ({
          device: definition.device?.name ?? null,
          kind: entity.kind,
          name: entity.name,
          unit: entity.unit,
          deviceClass: entity.deviceClass,
          confidence: entity.confidence ?? null,
        })),
  );
  const reasons = definitions.flatMap((d) => (d.type === 'rejected' ? [d.reason] : []));
  const removes = definitions.some(({ type }) => type === 'remove' || type === 'release');
  const verdict =
    defines.length > 0
      ? 'defines'
      : removes
        ? 'removes'
        : reasons.length > 0
          ? 'refuses'
          : 'not_mine';
  return { verdict, defines: defines.slice(0, MAX_LISTED), reasons: reasons.slice(0, MAX_LISTED) };
}

function readingOf(reports: readonly Report[]): Omit<Reader, 'entityId' | 'dialect'> {
  return {
    values: reports.flatMap((report) =>
      report.type === 'state' ? [{ property: report.property, value: report.value }] : [],
    ),
    available: reports.findLast((report) => report.type === 'availability')?.online ?? null,
    reasons: reports.flatMap((report) => (report.type === 'rejected' ? [report.reason] : [])),
  };
}
