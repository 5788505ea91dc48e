// Writes icon-paths.ts: of each Phosphor icon used here only the regular and the fill drawing, for
// the package's own modules carry six weights each. Run it after adding a name:
//   node components/ui/icon-paths.gen.mjs
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isValidElement } from 'react';

const NAMES = [
  'ArrowClockwise',
  'ArrowDown',
  'ArrowSquareOut',
  'ArrowUp',
  'ArrowsClockwise',
  'Backspace',
  'BatteryMedium',
  'BatteryWarning',
  'Bell',
  'BellRinging',
  'BracketsCurly',
  'Broom',
  'Camera',
  'CaretLeft',
  'CaretRight',
  'ChartLine',
  'ChatText',
  'Check',
  'CheckCircle',
  'Clock',
  'CloudFog',
  'Copy',
  'Cpu',
  'Crosshair',
  'Database',
  'Devices',
  'Door',
  'DoorOpen',
  'DotsThree',
  'DownloadSimple',
  'Drop',
  'Eye',
  'EyeSlash',
  'Fan',
  'Pipe',
  'Fire',
  'Flower',
  'Garage',
  'Gauge',
  'Gear',
  'HandTap',
  'House',
  'Image',
  'Info',
  'Key',
  'Leaf',
  'Lightbulb',
  'Lightning',
  'LinkBreak',
  'ListBullets',
  'Lock',
  'LockOpen',
  'MapPin',
  'Minus',
  'Moon',
  'Palette',
  'PaperPlaneRight',
  'Pause',
  'Pencil',
  'PersonSimpleWalk',
  'Phone',
  'Plant',
  'Play',
  'Plug',
  'Plus',
  'Power',
  'Pulse',
  'Question',
  'Robot',
  'Rows',
  'Ruler',
  'Scan',
  'Shield',
  'ShieldCheck',
  'ShieldWarning',
  'SignOut',
  'Siren',
  'Sliders',
  'Snowflake',
  'SpeakerHigh',
  'SquaresFour',
  'Star',
  'Stop',
  'Sun',
  'SunDim',
  'TextAa',
  'Thermometer',
  'ToggleRight',
  'Trash',
  'Users',
  'Warning',
  'WarningCircle',
  'Waves',
  'WifiHigh',
  'WifiSlash',
  'Wind',
  'X',
];

const folder = path.resolve(
  import.meta.dirname,
  '../../node_modules/@phosphor-icons/react/dist/defs',
);

/** Every path of a drawing in one `d`. */
function pathsOf(node) {
  if (Array.isArray(node)) return node.map(pathsOf).join('');
  if (!isValidElement(node)) return '';
  if (node.type === 'path') return node.props.d;
  if (node.props.children === undefined) throw new Error(`A drawing with <${String(node.type)}>`);
  return pathsOf(node.props.children);
}

const kebab = (name) => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
const lines = [];
for (const name of NAMES) {
  const { default: weights } = await import(path.join(folder, `${name}.es.js`));
  lines.push(
    `  '${kebab(name)}': ['${pathsOf(weights.get('regular'))}', '${pathsOf(weights.get('fill'))}'],`,
  );
}
writeFileSync(
  path.join(import.meta.dirname, 'icon-paths.ts'),
  `// Made by icon-paths.gen.mjs from Phosphor Icons (MIT). [regular, fill] on a square of 256.\n` +
    `export const ICON_PATHS = {\n${lines.join('\n')}\n} as const;\n\nexport type IconName = keyof typeof ICON_PATHS;\n`,
);
