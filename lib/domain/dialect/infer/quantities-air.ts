import { counted, measured, PRESSURE, type Quantity, SPEED, TEMPERATURE } from './quantity.ts';

/** Air, weather and light by name. */
export const AIR: readonly Quantity[] = [
  measured(
    'temperature,temp,temps,tmp,tempc,tem,temperatur,temperatura,temperatuur,temperaturen,lampotila,atmp,teplota,homerseklet,температура,dewpt,feelslike,dewpoint,dew point,taupunkt,vorlauf,vorlauftemp,rucklauf,ruecklauf,rucklauftemp,flow temp,return temp,heat index,feels like,windchill,wind chill,ds18b,setpoint,set point,thermostat',
    'temperature',
    '°C',
    TEMPERATURE,
    { whole: 't,tc,c', plausible: [-60, 150] },
  ),
  measured(
    'humidity,hum,humid,rh,luftfeuchtigkeit,luftfeuchte,feuchte,feuchtigkeit,humidite,humedad,umidita,vochtigheid,luchtvochtigheid,rhum,umidade,humidade,wilgotnosc,vlhkost,vlaznost,fuktighet,luftfuktighet,luftfugtighed,fugtighed,kosteus,ilmankosteus,paratartalom,umiditate,nem,влажность',
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
    'pressure,barometer,baro,air pressure,luftdruck,pression,presion,pressione,luchtdruk,druck,pres,press,qnh,qfe,slp,barom,barometric,pressao,cisnienie,tlak,lufttryck,lufttrykk,lufttryk,ilmanpaine,давление',
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
  measured('co2,eco2,rco2,carbon dioxide,kohlendioxid', 'carbon_dioxide', 'ppm', ['ppm'], {
    plausible: [200, 20_000],
  }),
  measured('carbon monoxide', 'carbon_monoxide', 'ppm', ['ppm', 'µg/m³', 'mg/m³'], { whole: 'co' }),
  measured('voc,tvoc', 'volatile_organic_compounds_parts', 'ppb', ['ppb', 'ppm']),
  measured('pm1,pm01', 'pm1', 'µg/m³', ['µg/m³']),
  measured('pm25,pm 2 5,pm02', 'pm25', 'µg/m³', ['µg/m³']),
  measured('pm10', 'pm10', 'µg/m³', ['µg/m³']),
  measured('tvoc index,voc index,nox index,air quality,luftqualitat,luftqualitaet', null, null, []),
  measured('radon', null, 'Bq/m³', ['Bq/m³']),
  measured('no2', 'nitrogen_dioxide', 'µg/m³', ['µg/m³']),
  measured('o3,ozone,ozon', 'ozone', 'µg/m³', ['µg/m³']),
  measured('so2', 'sulphur_dioxide', 'µg/m³', ['µg/m³']),
  measured('aqi,iaq,air quality index', 'aqi', null, []),
  measured('ph', 'ph', null, []),
  measured(
    'lux,illuminance,illumination,light level,ambient light,brightness,helligkeit,luminosite,beleuchtungsstarke,beleuchtungsstaerke,luminosidad,luminosita,light',
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
    'wind,wind speed,windspeed,wind avg,wind max,gust,wind gust,windgust,gust speed,wind gusts,windgusts,windboe,windboen,gustspeed,boe,bo,vent,viento,vento,windgeschwindigkeit,windsnelheid,vitesse vent,velocidad viento',
    'wind_speed',
    'km/h',
    SPEED,
  ),
  measured(
    'wind dir,winddir,wind direction,wind bearing,windrichtung,windrichting,direction,azimuth,heading,bearing',
    'wind_direction',
    '°',
    ['°'],
    {
      stateClass: 'measurement_angle',
      plausible: [0, 360],
    },
  ),
  counted(
    'rain,rainfall,rain total,rain daily,regen,regenmenge,niederschlag,pluie,lluvia,pioggia,precipitation',
    'precipitation',
    'mm',
    ['mm', 'cm', 'in'],
  ),
  measured('rain rate,rainrate,regenrate,rain intensity', 'precipitation_intensity', 'mm/h', [
    'mm/h',
    'in/h',
  ]),
];
