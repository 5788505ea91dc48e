import { AIR } from './quantities-air.ts';
import { ELECTRIC } from './quantities-electric.ts';
import {
  counted,
  LENGTH,
  measured,
  PRESSURE,
  type Quantity,
  SIZE,
  SPEED,
  TEMPERATURE,
  TIME,
  VOLUME,
} from './quantity.ts';

/** Every quantity that a name can tell (conventions §8). Longer names win over shorter ones. */
export const QUANTITIES: readonly Quantity[] = [
  ...AIR,
  ...ELECTRIC,
  measured(
    'battery,batt,bat,akku,batterie,bateria,batteria,accu,soc,battery soc,battery level,battery percent,battery soc,state of charge,ladezustand,ladestand',
    'battery',
    '%',
    ['%'],
    { plausible: [0, 100] },
  ),
  measured('battery life y,battery life year,battery life years', null, 'y', ['y']),
  measured(
    'rssi,rsrp,signal,wifi signal,wifi strength,signal strength,signalstarke,signalstaerke,dbm',
    'signal_strength',
    'dBm',
    ['dBm', 'dB'],
    {
      whole: 'wifi',
      plausible: [-150, 0],
      diagnostic: true,
    },
  ),
  measured('tx power,txpower', 'signal_strength', 'dBm', ['dBm'], {
    plausible: [-40, 40],
    diagnostic: true,
  }),
  measured('lqi,linkquality,link quality,snr,lora snr,hop count,hops away', null, null, [], {
    diagnostic: true,
  }),
  counted(
    'water,wasser,eau,agua,acqua,wasserzahler,wasserzaehler,water meter,watermeter,water total,wasserverbrauch,waterverbruik,water used,water consumption,consommation eau',
    'water',
    'L',
    VOLUME,
  ),
  counted(
    'gas,gas meter,gasmeter,gaszahler,gaszaehler,gasverbrauch,gasverbruik,gas used,gas consumption,gas delivered,extra device delivered',
    'gas',
    'm³',
    ['L', 'm³', 'ft³'],
  ),
  measured('gas resistance,gas resistanz', null, 'Ω', ['Ω', 'kΩ']),
  measured('soh,state of health', null, '%', ['%'], { plausible: [0, 100] }),
  measured('valve position,valve opening,ventilstellung', null, '%', ['%'], {
    plausible: [0, 100],
  }),
  measured('fan speed,fanspeed,lufterdrehzahl,drehzahl,motor speed,rpm', null, null, ['rpm', '%']),
  measured('volume,volumen', 'volume_storage', 'L', VOLUME),
  measured('flow,flow rate,durchfluss,debit,caudal', 'volume_flow_rate', 'L/min', [
    'L/min',
    'L/h',
    'm³/h',
  ]),
  measured('distance,dist,distanz,entfernung,abstand,depth,tiefe', 'distance', 'cm', LENGTH),
  measured('level,fullstand,fuellstand,niveau,tank level,fill level', null, '%', ['%'], {
    plausible: [0, 100],
  }),
  measured('speed,geschwindigkeit,vitesse,velocidad', 'speed', 'km/h', SPEED),
  // It only rises, but what is asked of it is where it stands.
  measured('odometer,mileage,kilometerstand', 'distance', 'km', LENGTH),
  measured('range,reichweite,battery range,autonomie', 'distance', 'km', LENGTH),
  measured('elevation,altitude,hohe', 'distance', 'm', LENGTH),
  measured('weight,gewicht,poids,peso,mass', 'weight', 'kg', ['kg', 'g', 'lb']),
  measured(
    'noise,sound,dba,larm,laerm,bruit,sound level,noise level,lautstarke',
    'sound_pressure',
    'dB',
    ['dB', 'dBA'],
  ),
  measured('runtime,laufzeit,duration,dauer,remaining,time to go', 'duration', 's', TIME),
  measured('uptime', 'duration', 's', TIME, { diagnostic: true }),
  measured(
    'freemem,freeheap,mem total,mem used,mem free,mem available,mem cached,mem buffered,memory total,memory used,swap total,swap used,swap free,disk total,disk used,disk free,free heap,free mem,free memory,heap,memory,mem',
    'data_size',
    'B',
    SIZE,
    {
      diagnostic: true,
    },
  ),
  measured(
    'cpu,cpu load,cpuload,cpu usage,cpuusage,memory usage,memoryusage,disk usage,usage,auslastung',
    null,
    '%',
    ['%'],
    {
      diagnostic: true,
      plausible: [0, 100],
    },
  ),
  {
    names: 'price,preis,prix,precio,cost,kosten',
    whole: 'tariff,tarif',
    deviceClass: 'monetary',
    stateClass: null,
    unit: null,
    units: ['€', 'USD'],
  },
  measured('conductivity,leitfahigkeit,leitfaehigkeit', 'conductivity', 'µS/cm', ['µS/cm']),
];

/** The quantity that a unit alone tells. */
export const BY_UNIT: ReadonlyMap<string, Quantity> = new Map(
  (
    [
      ['temperature', TEMPERATURE],
      ['pressure', PRESSURE],
      ['power', ['W', 'kW', 'mW', 'MW']],
      ['apparent_power', ['VA']],
      ['reactive_power', ['var']],
      ['voltage', ['V', 'mV']],
      ['current', ['A', 'mA']],
      ['frequency', ['Hz', 'kHz', 'MHz']],
      ['illuminance', ['lx']],
      ['distance', LENGTH],
      ['speed', SPEED],
      ['precipitation_intensity', ['mm/h', 'in/h']],
      ['volume_flow_rate', ['L/min', 'L/h', 'm³/h']],
      ['signal_strength', ['dBm']],
      ['weight', ['kg', 'g', 'lb']],
      ['duration', TIME],
      ['data_size', SIZE],
      ['irradiance', ['W/m²']],
      ['conductivity', ['µS/cm', 'mS/cm']],
      ['pressure', ['cbar']],
      ['energy', ['J', 'kJ', 'MJ']],
      ['data_rate', ['B/s', 'kB/s', 'MB/s', 'bit/s', 'kbit/s', 'Mbit/s']],
      ['volume_flow_rate', ['L/s', 'm³/s']],
      ['volume_storage', ['L', 'mL', 'm³', 'ft³', 'gal']],
      ['sound_pressure', ['dBA']],
    ] as const
  ).flatMap(([deviceClass, units]) =>
    units.map((unit) => [unit, measured('', deviceClass, unit, units)] as const),
  ),
);

/** Energy is counted, whatever the name says. */
export const ENERGY: Quantity = counted('', 'energy', 'kWh', ['Wh', 'kWh', 'MWh']);

/** Units without a class of their own. */
export const PLAIN_NUMBER: Quantity = measured('', null, null, []);
