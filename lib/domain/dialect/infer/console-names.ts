/**
 * Names of the Ecowitt and Ambient Weather consoles' protocol, which run quantity, place and unit
 * together: `tempinf`, `baromrelin`, `windgustmph`, `dailyrainin`.
 */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^(temp|tempin|dewpt|dewpoint|windchill|feelslike|heatindex|soiltemp|tf_ch)\d*f$/, 'temp f'],
  [/^barom(?:rel|abs)in$/, 'pressure inhg'],
  [/^barom(?:rel|abs)hpa$/, 'pressure hpa'],
  [/^(?:windspeed|windgust|maxdailygust)mph$|^maxdailygust$/, 'wind mph'],
  [/^(?:rainrate|rain_?rate|hourlyrain)in$/, 'rain rate in h'],
  [/^(?:event|daily|weekly|monthly|yearly|total|24hour)rainin$|^rainin$/, 'rain in'],
  [/^humidityin$/, 'humidity'],
  [/^co2in(?:_24h)?$/, 'co2'],
];

/** The words that such a name stands for; null if it is none of them. */
export function consoleWords(name: string): string | null {
  const low = name.toLowerCase();
  return FORMS.find(([form]) => form.test(low))?.[1] ?? null;
}
