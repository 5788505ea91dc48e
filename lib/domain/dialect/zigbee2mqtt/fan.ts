import { type Expose, featureNamed, GETTABLE, keptExpose } from './expose.ts';
import { mainId, mainName, type Part } from './form.ts';

/** Names of speeds in their order; other modes are presets. */
const SPEEDS = ['low', 'medium', 'high'];

const FEATURES = ['state', 'mode', 'speed'];

export type FanModes = {
  /** Modes that are speeds, slowest first. */
  readonly speeds: readonly string[];
  readonly presets: readonly string[];
  /** There is a mode `off`. */
  readonly hasOff: boolean;
};

/** Modes of a fan (conventions §2.4: off, low, medium, high, on, auto, smart; some count). */
export function fanModes(mode: Expose | null): FanModes {
  const words = mode === null ? [] : mode.values.map(String);
  const counted = words.filter((word) => /^\d+$/.test(word)).sort((a, b) => Number(a) - Number(b));
  const speeds = [...SPEEDS.filter((word) => words.includes(word)), ...counted];
  const presets = words.filter((word) => !speeds.includes(word) && word !== 'off');
  return { speeds, presets, hasOff: words.includes('off') };
}

/** A fan: on or off, a percentage of its speeds, and the modes that are no speeds. */
export function fanPart(expose: Expose): Part | null {
  const features = expose.features.filter(({ name }) => FEATURES.includes(name));
  if (features.length === 0) return null;
  const kept: Expose = { ...expose, features };
  const speed = featureNamed(kept, 'speed');
  const { speeds, presets } = fanModes(featureNamed(kept, 'mode'));
  const hasPercentage = speed !== null || speeds.length > 0;
  const speedCount = speed === null ? speeds.length : stepsOf(speed);
  return {
    id: mainId(kept),
    kind: 'fan',
    name: mainName(kept),
    properties: features.map(({ property }) => property),
    gettable: features
      .filter(({ access }) => (access & GETTABLE) !== 0)
      .map(({ property }) => property),
    isSettable: true,
    capabilities: {
      ...(presets.length > 0 ? { presetModes: presets } : {}),
      ...(hasPercentage ? { speedCount } : {}),
      commands: [
        ...['turn_on', 'turn_off', 'toggle'],
        ...(hasPercentage ? ['set_percentage'] : []),
        ...(presets.length > 0 ? ['set_preset_mode'] : []),
      ],
    },
    binding: { form: 'fan', expose: keptExpose(kept) },
  };
}

/** How many steps a numeric speed has above standing still. */
export const stepsOf = ({ min, max, step }: Expose): number =>
  Math.max(
    1,
    Math.min(100, Math.round(((max ?? 100) - Math.max(0, (min ?? 1) - 1)) / (step ?? 1))),
  );
