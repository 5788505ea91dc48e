/** What a numeric value measures. */
export type Quantity = {
  /** Folded names in several languages; several words are separated by a blank. */
  readonly names: string;
  /** Names that count only when they are the whole name. */
  readonly whole?: string;
  readonly deviceClass: string | null;
  readonly stateClass: 'measurement' | 'measurement_angle' | 'total' | 'total_increasing' | null;
  /** The unit assumed where none is told; null: none. */
  readonly unit: string | null;
  /** Units that belong to the class; a told unit outside means something else is measured. */
  readonly units: readonly string[];
  /** A value outside makes the assumed unit unlikely: then none is assumed. */
  readonly plausible?: readonly [number, number];
  /** Other units that publishers leave out, and the values that give them away. */
  readonly otherwise?: readonly (readonly [unit: string, least: number, most: number])[];
  readonly diagnostic?: true;
};

const TEMPERATURE = ['°C', '°F', 'K'];
const PRESSURE = ['hPa', 'mbar', 'kPa', 'Pa', 'bar', 'psi', 'inHg', 'mmHg'];
const LENGTH = ['mm', 'cm', 'm', 'km', 'in', 'ft', 'mi'];
const SPEED = ['km/h', 'm/s', 'mph', 'kn'];
const VOLUME = ['L', 'mL', 'm³', 'ft³', 'gal'];
const TIME = ['ms', 's', 'min', 'h', 'd'];
const SIZE = ['B', 'kB', 'MB', 'GB', 'KiB', 'MiB'];

const measured = (
  names: string,
  deviceClass: string | null,
  unit: string | null,
  units: readonly string[],
  more: Partial<Quantity> = {},
): Quantity => ({ names, deviceClass, stateClass: 'measurement', unit, units, ...more });

const counted = (
  names: string,
  deviceClass: string | null,
  unit: string | null,
  units: readonly string[],
  more: Partial<Quantity> = {},
): Quantity => ({ names, deviceClass, stateClass: 'total_increasing', unit, units, ...more });

/** Every quantity that a name can tell (conventions §8). Longer names win over shorter ones. */
export const QUANTITIES: readonly Quantity[] = [
  measured(
    'temperature,temp,temps,tmp,tempc,tem,temperatur,temperatura,temperatuur,temperaturen,lampotila,dewpoint,dew point,taupunkt,vorlauf,vorlauftemp,rucklauf,ruecklauf,rucklauftemp,flow temp,return temp,heat index,feels like,windchill,wind chill,ds18b,setpoint,set point,thermostat',
    'temperature',
    '°C',
    TEMPERATURE,
    { whole: 't,tc,c', plausible: [-60, 150] },
  ),
  measured(
    'humidity,hum,humid,rh,luftfeuchtigkeit,luftfeuchte,feuchte,feuchtigkeit,humidite,humedad,umidita,vochtigheid,luchtvochtigheid',
    'humidity',
    '%',
    ['%'],
    { whole: 'h', plausible: [0, 100] },
  ),
  measured(
    'moisture,moi,soil,soil moisture,soil humidity,bodenfeuchte,bodenfeuchtigkeit,vwc',
    'moisture',
    '%',
    ['%'],
    { plausible: [0, 100] },
  ),
  measured(
    'pressure,barometer,baro,air pressure,luftdruck,pression,presion,pressione,luchtdruk,druck',
    'atmospheric_pressure',
    'hPa',
    PRESSURE,
    {
      plausible: [800, 1100],
      otherwise: [
        ['Pa', 80_000, 110_000],
        ['kPa', 80, 110],
        ['inHg', 24, 33],
      ],
    },
  ),
  measured(
    'tpms pressure,tyre pressure,tire pressure,water pressure,wasserdruck,system pressure,anlagendruck,reifendruck',
    'pressure',
    'bar',
    PRESSURE,
    { plausible: [0, 12] },
  ),
  measured('co2,eco2,carbon dioxide,kohlendioxid', 'carbon_dioxide', 'ppm', ['ppm'], {
    plausible: [200, 20_000],
  }),
  measured('carbon monoxide', 'carbon_monoxide', 'ppm', ['ppm', 'µg/m³', 'mg/m³'], { whole: 'co' }),
  measured('voc,tvoc', 'volatile_organic_compounds_parts', 'ppb', ['ppb', 'ppm']),
  measured('pm1', 'pm1', 'µg/m³', ['µg/m³']),
  measured('pm25,pm 2 5', 'pm25', 'µg/m³', ['µg/m³']),
  measured('pm10', 'pm10', 'µg/m³', ['µg/m³']),
  measured('no2', 'nitrogen_dioxide', 'µg/m³', ['µg/m³']),
  measured('o3,ozone,ozon', 'ozone', 'µg/m³', ['µg/m³']),
  measured('so2', 'sulphur_dioxide', 'µg/m³', ['µg/m³']),
  measured('aqi,iaq,air quality index', 'aqi', null, []),
  measured('ph', 'ph', null, []),
  measured(
    'lux,illuminance,illumination,light level,ambient light,brightness,helligkeit,luminosite,beleuchtungsstarke,beleuchtungsstaerke,luminosidad,light',
    'illuminance',
    'lx',
    ['lx'],
    { plausible: [0, 200_000] },
  ),
  measured(
    'irradiance,radiation,solar radiation,solarradiation,globalstrahlung',
    'irradiance',
    'W/m²',
    ['W/m²'],
  ),
  measured('uv,uvi,uv index', null, null, [], { plausible: [0, 20] }),
  measured(
    'power,watt,apower,active power,watts,leistung,puissance,potencia,potenza,vermogen,grid power,pv power,wirkleistung,verbrauch aktuell',
    'power',
    'W',
    ['W', 'kW', 'mW', 'MW'],
    { whole: 'w' },
  ),
  measured('apparent power,scheinleistung', 'apparent_power', 'VA', ['VA']),
  measured('reactive power,blindleistung', 'reactive_power', 'var', ['var']),
  counted(
    'energy,energie,energia,kwh,wh,total energy,energy total,energy counter,total,yield total,yieldtotal,import,export,charge energy added,zahlerstand,zaehlerstand,stromzahler,stromzaehler,consumo,consumption,verbrauch,gridimport,gridexport',
    'energy',
    'kWh',
    ['Wh', 'kWh', 'MWh'],
  ),
  counted('yieldday,yield day,charged energy,session energy', 'energy', 'Wh', ['Wh', 'kWh', 'MWh']),
  measured(
    'voltage,volt,volts,spannung,tension,voltaje,tensione,spanning,vcc,vbat,vrms,vdd,supply',
    'voltage',
    'V',
    ['V', 'mV'],
    {
      whole: 'u,v',
      plausible: [-1000, 1000],
    },
  ),
  measured(
    'current,amp,amps,irms,strom,stromstarke,stromstaerke,courant,corriente,corrente,stroom',
    'current',
    'A',
    ['A', 'mA'],
    { whole: 'i,a' },
  ),
  measured('frequency,freq,frequenz,frequence,frecuencia,netzfrequenz', 'frequency', 'Hz', [
    'Hz',
    'kHz',
    'MHz',
  ]),
  measured('pf,power factor,cosphi,cos phi,leistungsfaktor', 'power_factor', null, ['%'], {
    plausible: [-1, 1],
  }),
  measured(
    'battery,batt,bat,akku,batterie,bateria,batteria,accu,soc,battery soc,battery level,battery percent,battery soc,state of charge,ladezustand,ladestand',
    'battery',
    '%',
    ['%'],
    { plausible: [0, 100] },
  ),
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
  measured(
    'wind,wind speed,windspeed,wind avg,wind max,gust,wind gust,windgust,gust speed,boe,bo,vent,viento,vento,windgeschwindigkeit',
    'wind_speed',
    'km/h',
    SPEED,
  ),
  measured(
    'wind dir,winddir,wind direction,wind bearing,windrichtung,direction,azimuth,heading,bearing',
    'wind_direction',
    '°',
    ['°'],
    {
      stateClass: 'measurement_angle',
      plausible: [0, 360],
    },
  ),
  counted(
    'rain,rainfall,rain total,rain daily,regen,niederschlag,pluie,lluvia,pioggia,precipitation',
    'precipitation',
    'mm',
    ['mm', 'cm', 'in'],
  ),
  measured('rain rate,rainrate,regenrate,rain intensity', 'precipitation_intensity', 'mm/h', [
    'mm/h',
    'in/h',
  ]),
  counted(
    'water,wasser,eau,agua,acqua,wasserzahler,wasserzaehler,water meter,water total',
    'water',
    'L',
    VOLUME,
  ),
  counted('gas,gas meter,gaszahler,gaszaehler', 'gas', 'm³', ['L', 'm³', 'ft³']),
  measured('volume,volumen', 'volume_storage', 'L', VOLUME),
  measured('flow,flow rate,durchfluss,debit,caudal', 'volume_flow_rate', 'L/min', [
    'L/min',
    'L/h',
    'm³/h',
  ]),
  measured('distance,distanz,entfernung,abstand,depth,tiefe', 'distance', 'cm', LENGTH),
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
    'freemem,freeheap,free heap,free mem,free memory,heap,memory,mem',
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
    names: 'price,preis,prix,precio,cost,kosten,tariff,tarif',
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
