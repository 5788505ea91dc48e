import type { EntityView } from '../../../lib/browser/store/entity-view.ts';
import { viewEntity } from '../../../lib/browser/store/entity-view.ts';
import type { Pending } from '../../../lib/browser/store/pending.ts';
import {
  type Capabilities,
  type Entity,
  type EntityKind,
  NO_STATUS,
  type State,
} from '../../../lib/domain/entity/entity.ts';

/** The moment at which tests look. */
export const NOW = 1_704_110_400_000;

type Parts = {
  readonly state?: State;
  readonly capabilities?: Capabilities;
  readonly deviceClass?: string | null;
  readonly unit?: string | null;
  readonly available?: boolean;
  readonly pending?: Pending | null;
  /** When everything in the state was reported. */
  readonly at?: number;
};

/** An entity of a kind, as a screen is given it. */
export function viewOf(kind: EntityKind, parts: Parts = {}): EntityView {
  const { state = {}, capabilities = {}, deviceClass = null, unit = null, at = NOW } = parts;
  const times = Object.fromEntries(Object.keys(state).map((property) => [property, at]));
  const entity: Entity = {
    id: `${kind}.test`,
    deviceId: 'test',
    uniqueId: 'test',
    kind,
    name: null,
    deviceClass,
    stateClass: null,
    unit,
    category: null,
    enabled: true,
    icon: null,
    capabilities,
    source: {
      dialect: 'test',
      definedBy: null,
      stateTopics: [],
      commandTopics: [],
      availability: null,
      expireAfterMs: null,
      offDelayMs: null,
      optimistic: false,
      binding: {},
    },
  };
  return viewEntity({
    entity,
    device: undefined,
    status: {
      ...NO_STATUS,
      state,
      times,
      reportedAt: Object.keys(state).length > 0 ? at : null,
    },
    available: parts.available ?? true,
    pending: parts.pending ?? null,
    usualIntervalMs: null,
  });
}
