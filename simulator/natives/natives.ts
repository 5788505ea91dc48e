import type { Device } from '../devices/device.ts';
import { solar } from '../house/appliances.ts';
import type { House } from '../house/house.ts';
import { esphomeBoard } from './esphome.ts';
import { frigate } from './frigate.ts';
import { bluetoothGateway, radioReceiver } from './gateways.ts';
import { homieFive, homieFour } from './homie.ts';
import { evcc, homematicBridge, ioBroker, phone, senmlScale, telegraf } from './programs.ts';
import { shelly1pm, shellyPlus2 } from './shelly.ts';
import { sparkplugNode } from './sparkplug.ts';
import { silentTasmota, tasmotaDimmer, tasmotaSensor } from './tasmota.ts';
import { wledStrip } from './wled.ts';

/** Devices and programs that speak languages of their own, one of each at least. */
export function nativesOf(house: House): readonly Device[] {
  return [
    tasmotaDimmer({
      id: 'tasmota_dimmer',
      mac: 'DC4F220756C6',
      name: 'Hall picture light',
      lit: house.litIn('Hall'),
    }),
    tasmotaSensor({ id: 'tasmota_bath', mac: 'DC4F22A1B2C3', name: 'Bathroom barometer', house }),
    silentTasmota({ id: 'garden_lights', house }),
    shellyPlus2({ id: 'shellyplus2pm-5443b2aabbcc', house }),
    shelly1pm({ id: 'shelly1pm-A8B3C4', house }),
    esphomeBoard({ id: 'greenhouse', house }),
    wledStrip({ id: 'tv', lit: house.litIn('Living room') }),
    homieFour({ id: 'heat-pump', house }),
    homieFive({ id: 'mood-lamp', house }),
    bluetoothGateway(house),
    radioReceiver(house),
    frigate(house),
    sparkplugNode(house),
    senmlScale(house),
    telegraf(house),
    homematicBridge(house),
    ioBroker(house),
    evcc({ house, sun: solar(house, 780) }),
    phone(house),
  ];
}
