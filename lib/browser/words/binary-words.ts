/** What on and off mean, by device class (Home Assistant's): [on, off]. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  battery: ['Low', 'Normal'],
  battery_charging: ['Charging', 'Not charging'],
  carbon_monoxide: ['Detected', 'Clear'],
  cold: ['Cold', 'Normal'],
  connectivity: ['Connected', 'Disconnected'],
  door: ['Open', 'Closed'],
  garage_door: ['Open', 'Closed'],
  gas: ['Detected', 'Clear'],
  heat: ['Hot', 'Normal'],
  light: ['Light', 'Dark'],
  lock: ['Unlocked', 'Locked'],
  moisture: ['Wet', 'Dry'],
  motion: ['Motion', 'Clear'],
  moving: ['Moving', 'Still'],
  occupancy: ['Occupied', 'Clear'],
  opening: ['Open', 'Closed'],
  plug: ['Plugged in', 'Unplugged'],
  power: ['Power', 'No power'],
  presence: ['Home', 'Away'],
  problem: ['Problem', 'OK'],
  running: ['Running', 'Not running'],
  safety: ['Unsafe', 'Safe'],
  smoke: ['Smoke', 'Clear'],
  sound: ['Sound', 'Quiet'],
  tamper: ['Tampered', 'OK'],
  update: ['Update available', 'Up to date'],
  vibration: ['Vibration', 'Still'],
  window: ['Open', 'Closed'],
};

/** What `on` means for a class of binary sensor. */
export function binaryWord(deviceClass: string | null, on: boolean): string {
  const words =
    deviceClass !== null && Object.hasOwn(WORDS, deviceClass) ? WORDS[deviceClass] : undefined;
  return (words ?? ['On', 'Off'])[on ? 0 : 1];
}
