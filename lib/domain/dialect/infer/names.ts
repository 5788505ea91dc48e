import { consoleWords } from './console-names.ts';

/** Text without accents and case: `Küche` is `kuche`, `Außen` is `aussen`. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase();

/** Units that a capital letter within would tear apart: `kPa` is no `Pa`, `mV` no `V`. */
const UNIT_WORD =
  /(?<![\p{L}])(?:kWh|MWh|Wh|kPa|hPa|mbar|mV|kV|mA|kW|kVA|dBm|dBA|dB|kHz|MHz|kB|MB|GB|inHg|mmHg)(?![\p{L}])/giu;
/** The same at the end of a camelCase name: `energyKWh`, `pressure1HPa`. */
const UNIT_ENDING = /(?<=\p{Ll}|\d)(?:[kKM]Wh|[kKhH]Pa|[kK]W|[dD]Bm|[kKM]Hz)(?![\p{L}])/gu;
/** Of these the case decides. */
const SPELLED_OUT: Readonly<Record<string, string>> = { mW: 'milliwatt', MW: 'megawatt' };
const SPELLED_OUT_WORD = /(?<![\p{L}])(?:mW|MW)(?![\p{L}])/gu;

/**
 * The words of a topic level or JSON key, folded: `outTemp_C` is `out temp c`, `windSpeed2` is
 * `wind speed`. Digits that belong to a name (`co2`, `pm10`, `no2`, `pm2_5`) stay.
 */
export function wordsOf(name: string): readonly string[] {
  return fold(
    (consoleWords(name) ?? name)
      .replace(/pm_?2[._]5/gi, 'pm25')
      .replace(/%(?=\p{L})|(?<=\p{L})%/gu, ' % ')
      .replace(SPELLED_OUT_WORD, (unit) => SPELLED_OUT[unit] ?? unit)
      .replace(UNIT_WORD, (unit) => unit.toLowerCase())
      .replace(UNIT_ENDING, (unit) => ` ${unit.toLowerCase()}`)
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2'),
  )
    .split(/[^\p{L}\p{N}%°µμ³²]+/u)
    .map((word) =>
      /^(?:[er]?co2|pm\d+|no2|so2|o3|m3|h2|h2s|nh3|ch4|l1|l2|l3)$/.test(word)
        ? word
        : word.replace(/\d+$/, ''),
    )
    .filter((word) => word !== '');
}

const SPELLINGS: Readonly<Record<string, string>> = {
  co2: 'CO2',
  voc: 'VOC',
  tvoc: 'TVOC',
  uv: 'UV',
  rssi: 'RSSI',
  pm1: 'PM1',
  pm10: 'PM10',
  pm25: 'PM2.5',
  aqi: 'AQI',
  cpu: 'CPU',
  lqi: 'LQI',
  snr: 'SNR',
};

/** A level or key as a person would write it: `living_room` is `Living room`. */
export function readable(name: string): string {
  // A hyphen between words is a space; one before a number (`esp32-7`) belongs to the name.
  const plain = name
    .replace(/_+|(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '') return name;
  const spelled = plain
    .split(' ')
    .map((word) => (Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : word))
    .join(' ');
  return spelled.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
