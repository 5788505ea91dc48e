import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Who may import from whom inside the project; the first room that matches a file is its room. */
const ROOMS = {
  'lib/domain': [],
  'lib/api': ['lib/domain'],
  'lib/browser': ['lib/api', 'lib/domain'],
  'lib/server': ['lib/api', 'lib/domain'],
  components: ['lib/browser', 'lib/api', 'lib/domain'],
  app: ['components', 'lib/browser', 'lib/server', 'lib/api', 'lib/domain'],
  simulator: ['lib/server', 'lib/api', 'lib/domain'],
  bench: ['simulator', 'lib/server', 'lib/browser', 'lib/api', 'lib/domain'],
  prove: ['tests/support', 'bench', 'lib/server', 'lib/api', 'lib/domain'],
} as const;
type Room = keyof typeof ROOMS;

/** The terminal's commands are wired like server.ts, so one of them may start the simulator. */
const WIRING: Readonly<Record<string, readonly Room[]>> = {
  'lib/server/cli/simulate-command.ts': ['simulator'],
};

/** npm packages that only certain files may know. */
const PACKAGES: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  {
    name: /^@?prisma(\/|$)/,
    // The importer reads a database of somebody else's.
    rooms: ['lib/server/db', 'lib/server/broker', 'lib/server/journal', 'lib/server/import'],
  },
  {
    // A benchmark compares with plain rows.
    name: /^better-sqlite3/,
    rooms: [
      'lib/server/db',
      'lib/server/broker',
      'lib/server/journal',
      'lib/server/import',
      'bench',
    ],
  },
  { name: /^aedes/, rooms: ['lib/server/broker'] },
  { name: /^recharts/, rooms: ['components/history'] },
  {
    name: /^(next|react|react-dom)(\/|$)/,
    rooms: ['app', 'components', 'lib/browser', 'lib/server/web'],
  },
];

const roomOf = (file: string): Room | undefined =>
  (Object.keys(ROOMS) as Room[]).find((room) => file.startsWith(`${room}/`));

const files = Object.keys(ROOMS)
  .filter((room) => existsSync(path.join(root, room)))
  .flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${room}/${name}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\/generated(-\w+)?\//.test(file));

/** Every module a file names, in import, export … from, import() and import('…') types. */
function imports(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const named = /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]/g;
  const bare = /(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(named), ...text.matchAll(bare)].map((match) => (match[1] ?? match[2])!);
}

/** The project file an import means, or null if it is a package. */
function target(file: string, name: string): string | null {
  if (name.startsWith('@/')) return name.slice(2);
  if (!name.startsWith('.')) return null;
  return path.relative(root, path.resolve(root, path.dirname(file), name));
}

describe('the dependency rule', () => {
  test('there are files to hold it against', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  test('a file imports only from its own room and the rooms below it', () => {
    const offences = files.flatMap((file) => {
      const room = roomOf(file)!;
      const allowed: readonly string[] = [room, ...ROOMS[room], ...(WIRING[file] ?? [])];
      return imports(file)
        .map((name) => target(file, name))
        .filter((to) => to !== null && !allowed.some((place) => to.startsWith(`${place}/`)))
        .map((to) => `${file} imports ${to}`);
    });
    expect(offences).toEqual([]);
  });

  test('the domain uses no package, no Node, no clock and no chance', () => {
    const offences = files
      .filter((file) => roomOf(file) === 'lib/domain')
      .flatMap((file) => {
        const text = readFileSync(path.join(root, file), 'utf8').replace(
          /\/\*[\s\S]*?\*\/|\/\/.*/g,
          '',
        );
        const packages = imports(file).filter((name) => target(file, name) === null);
        const impure = text.match(
          /Date\.now|new Date\(\)|Math\.random|performance\.now|\bprocess\.|\bwindow\.|\bdocument\./,
        );
        return [...packages, ...(impure ?? [])].map((what) => `${file}: ${what}`);
      });
    expect(offences).toEqual([]);
  });

  test('a package stays in the rooms that own it', () => {
    const offences = files.flatMap((file) =>
      imports(file)
        .filter((name) => target(file, name) === null)
        .filter((name) =>
          PACKAGES.some(
            (rule) =>
              rule.name.test(name) && !rule.rooms.some((room) => file.startsWith(`${room}/`)),
          ),
        )
        .map((name) => `${file} imports ${name}`),
    );
    expect(offences).toEqual([]);
  });

  test('roles never import one another: they share MQTT and the database', () => {
    const roles = ['lib/server/recorder/', 'lib/server/web/'];
    const shared = ['lib/server/broker/service-keys.ts', 'lib/server/broker/principal.ts'];
    const offences = files.flatMap((file) => {
      const own = [...roles, 'lib/server/broker/'].find((role) => file.startsWith(role));
      if (own === undefined) return [];
      return imports(file)
        .map((name) => target(file, name))
        .filter((to) => to !== null && !shared.includes(to))
        .filter((to) =>
          [...roles, 'lib/server/broker/'].some((role) => role !== own && to!.startsWith(role)),
        )
        .map((to) => `${file} imports ${to}`);
    });
    expect(offences).toEqual([]);
  });
});
