import type { ComponentType } from 'react';
import type { EntityKind } from '@/lib/domain/entity/entity.ts';
import { AlarmControls } from './controls/AlarmControls.tsx';
import { ClimateControls } from './controls/ClimateControls.tsx';
import { ColorControls } from './controls/ColorControls.tsx';
import { CoverControls } from './controls/CoverControls.tsx';
import { FanControls } from './controls/FanControls.tsx';
import { HappeningControls } from './controls/HappeningControls.tsx';
import { HumidifierControls } from './controls/HumidifierControls.tsx';
import { LightControls } from './controls/LightControls.tsx';
import { LockControls } from './controls/LockControls.tsx';
import { NotifyControls } from './controls/NotifyControls.tsx';
import { NumberControls } from './controls/NumberControls.tsx';
import { PictureControls } from './controls/PictureControls.tsx';
import { RobotControls } from './controls/RobotControls.tsx';
import { RunControls } from './controls/RunControls.tsx';
import { SelectControls } from './controls/SelectControls.tsx';
import { SensorControls } from './controls/SensorControls.tsx';
import { SirenControls } from './controls/SirenControls.tsx';
import { StrangeControls } from './controls/StrangeControls.tsx';
import { StructuredControls } from './controls/StructuredControls.tsx';
import { SwitchControls } from './controls/SwitchControls.tsx';
import { TextControls } from './controls/TextControls.tsx';
import { TrackerControls } from './controls/TrackerControls.tsx';
import { UpdateControls } from './controls/UpdateControls.tsx';
import { ValveControls } from './controls/ValveControls.tsx';
import { WaterHeaterControls } from './controls/WaterHeaterControls.tsx';
import type { ControlsProps, TileProps } from './props.ts';
import { CoverTile } from './tiles/CoverTile.tsx';
import { LightTile } from './tiles/LightTile.tsx';
import { PictureTile } from './tiles/PictureTile.tsx';
import { SensorTile } from './tiles/SensorTile.tsx';
import { StateTile } from './tiles/StateTile.tsx';

type Look = {
  readonly tile: ComponentType<TileProps>;
  /** Between the state and the history in its sheet; null: there is nothing to do or to add. */
  readonly controls: ComponentType<ControlsProps> | null;
};

/** How each kind of entity looks: on its tile, and in its sheet. */
const KINDS: Readonly<Record<EntityKind, Look>> = {
  light: { tile: LightTile, controls: LightControls },
  switch: { tile: StateTile, controls: SwitchControls },
  fan: { tile: StateTile, controls: FanControls },
  siren: { tile: StateTile, controls: SirenControls },
  humidifier: { tile: StateTile, controls: HumidifierControls },
  climate: { tile: StateTile, controls: ClimateControls },
  water_heater: { tile: StateTile, controls: WaterHeaterControls },
  cover: { tile: CoverTile, controls: CoverControls },
  valve: { tile: StateTile, controls: ValveControls },
  lock: { tile: StateTile, controls: LockControls },
  alarm_control_panel: { tile: StateTile, controls: AlarmControls },
  vacuum: { tile: StateTile, controls: RobotControls },
  lawn_mower: { tile: StateTile, controls: RobotControls },
  button: { tile: StateTile, controls: RunControls },
  scene: { tile: StateTile, controls: RunControls },
  notify: { tile: StateTile, controls: NotifyControls },
  number: { tile: StateTile, controls: NumberControls },
  select: { tile: StateTile, controls: SelectControls },
  text: { tile: StateTile, controls: TextControls },
  color: { tile: StateTile, controls: ColorControls },
  structured: { tile: StateTile, controls: StructuredControls },
  update: { tile: StateTile, controls: UpdateControls },
  sensor: { tile: SensorTile, controls: SensorControls },
  binary_sensor: { tile: StateTile, controls: null },
  device_tracker: { tile: StateTile, controls: TrackerControls },
  event: { tile: StateTile, controls: HappeningControls },
  trigger: { tile: StateTile, controls: HappeningControls },
  tag: { tile: StateTile, controls: HappeningControls },
  camera: { tile: PictureTile, controls: PictureControls },
  image: { tile: PictureTile, controls: PictureControls },
};

/** A kind that came after this page was built. */
const STRANGE: Look = { tile: StateTile, controls: StrangeControls };

/** The look of a kind; one that nobody foresaw shows all that it tells. */
export const lookOf = (kind: EntityKind): Look =>
  Object.hasOwn(KINDS, kind) ? KINDS[kind] : STRANGE;
