import { isObject } from '../safe-json.ts';

/** A figure of the program's own statistics. */
export type Figure = {
  /** Keys on the way to it. */
  readonly path: readonly string[];
  /** The camera it is about; null: the program itself. */
  readonly camera: string | null;
  readonly name: string;
  readonly unit: string | null;
  readonly deviceClass: string | null;
};

const MAX_CAMERAS = 100;
const MAX_DETECTORS = 16;
const CAMERA_FIGURES: readonly (readonly [string, string])[] = [
  ['camera_fps', 'Camera FPS'],
  ['process_fps', 'Process FPS'],
  ['skipped_fps', 'Skipped FPS'],
  ['detection_fps', 'Detection FPS'],
];

const keysOf = (value: unknown, most: number): readonly string[] =>
  isObject(value) ? Object.keys(value).slice(0, most) : [];

/** The number at the end of a path; undefined if there is none. */
export function figureAt(json: unknown, path: readonly string[]): number | undefined {
  let value = json;
  for (const key of path) {
    if (!isObject(value)) return undefined;
    value = value[key];
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Every figure in the statistics that is worth a sensor. */
export function figuresOf(json: unknown): readonly Figure[] {
  if (!isObject(json)) return [];
  const detectors = keysOf(json['detectors'], MAX_DETECTORS).map((detector) => ({
    ...{ path: ['detectors', detector, 'inference_speed'], camera: null },
    ...{ name: `${detector} inference speed`, unit: 'ms', deviceClass: 'duration' },
  }));
  const cameras = keysOf(json['cameras'], MAX_CAMERAS).flatMap((camera) =>
    CAMERA_FIGURES.map(([key, name]) => ({
      ...{ path: ['cameras', camera, key], camera, name },
      ...{ unit: 'fps', deviceClass: null },
    })),
  );
  const own: readonly Figure[] = [
    {
      path: ['detection_fps'],
      camera: null,
      name: 'Detection FPS',
      unit: 'fps',
      deviceClass: null,
    },
    {
      ...{ path: ['service', 'uptime'], camera: null, name: 'Uptime' },
      ...{ unit: 's', deviceClass: 'duration' },
    },
  ];
  return [...own, ...detectors, ...cameras].filter(
    ({ path }) => figureAt(json, path) !== undefined,
  );
}

/** The program's version. */
export function versionIn(json: unknown): string | null {
  const service = isObject(json) ? json['service'] : undefined;
  const version = isObject(service) ? service['version'] : undefined;
  return typeof version === 'string' ? version : null;
}
