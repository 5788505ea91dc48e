import type { Device } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import type { House } from '../house/house.ts';
import type { Room } from '../house/people.ts';
import { airConditioner } from './air-conditioner.ts';
import { alarmPanel } from './alarm-panel.ts';
import { ceilingFan } from './ceiling-fan.ts';
import { doorLock } from './door-lock.ts';
import { doorbell } from './doorbell.ts';
import { humidifier } from './humidifier.ts';
import { irrigation } from './irrigation.ts';
import { lawnMower } from './lawn-mower.ts';
import { robotVacuum } from './robot-vacuum.ts';
import { router } from './router.ts';
import { sceneSwitch } from './scene-switch.ts';
import { siren } from './siren.ts';
import { venetianBlind } from './venetian-blind.ts';
import { wallDisplay } from './wall-display.ts';
import { waterHeater } from './water-heater.ts';

const of = (
  manufacturer: string,
  model: string,
  id: string,
  name: string,
  room: Room,
): Described => ({ id, name, room, manufacturer, model });

/** Appliances of every other kind, which announce themselves to Home Assistant. */
export function comfortsOf(house: House): readonly Device[] {
  return [
    venetianBlind({
      ...of('Warema', 'WMS actuator', 'study-venetian', 'Venetian blind', 'Study'),
      house,
    }),
    airConditioner({
      ...of('Midea', 'PortaSplit', 'bedroom-air-conditioner', 'Air conditioner', 'Bedroom'),
      house,
    }),
    ceilingFan(of('Westinghouse', 'Bendan', 'study-ceiling-fan', 'Ceiling fan', 'Study')),
    doorLock({
      ...of('Nuki', 'Smart Lock Pro', 'hall-door-lock', 'Front door lock', 'Hall'),
      house,
    }),
    alarmPanel(of('DIY', 'Alarm', 'hall-alarm', 'Alarm', 'Hall')),
    robotVacuum(of('Roborock', 'S5', 'living-room-vacuum', 'Robot vacuum', 'Living room')),
    lawnMower({ ...of('Worx', 'Landroid', 'garden-mower', 'Lawn mower', 'Garden'), house }),
    humidifier({ ...of('Venta', 'LW25', 'bedroom-humidifier', 'Humidifier', 'Bedroom'), house }),
    siren(of('Heiman', 'Indoor siren', 'hall-siren', 'Siren', 'Hall')),
    irrigation({ ...of('Gardena', 'Tap valve', 'garden-tap', 'Irrigation', 'Garden'), house }),
    waterHeater({
      ...of('Stiebel Eltron', 'SHZ 100', 'bathroom-boiler', 'Hot water', 'Bathroom'),
      house,
    }),
    doorbell({ ...of('DIY', 'ESP32-CAM doorbell', 'hall-doorbell', 'Doorbell', 'Hall'), house }),
    wallDisplay({
      ...of('DIY', 'Wall display', 'kitchen-display', 'Wall display', 'Kitchen'),
      house,
    }),
    router({ ...of('AVM', 'FRITZ!Box', 'hall-router', 'Router', 'Hall'), house }),
    sceneSwitch({
      ...of('Eltako', 'Scene switch', 'living-room-scenes', 'Scene switch', 'Living room'),
      house,
    }),
  ];
}
