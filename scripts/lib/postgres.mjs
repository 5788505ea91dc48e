import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MEMORY = '/dev/shm';
/** A temporary server needs room for its log as well as for its tables. */
const ROOM = 2 ** 30;
const START_MS = 60_000;
const USER = 'house';
const PASSWORD = 'between four walls';

/** The folder of PostgreSQL's programs, of the newest version there is; null: not installed. */
export function postgresPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => b - a) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ];
  return folders.find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null;
}

/**
 * Starts a PostgreSQL server of its own, empty, on a free port. It lies in memory where there is room,
 * so that its waiting for the disk costs nothing, and it ends, with all it holds, when `stop` is called
 * or when this process is gone, however that came about.
 * @param settings of the server, such as { fsync: 'off' }
 * @param parent where its folder is made instead, such as a small disk
 */
export async function startPostgres(settings = {}, parent = roomyFolder()) {
  const programs = postgresPrograms();
  if (programs === null) {
    throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
  }
  const folder = realpathSync(mkdtempSync(path.join(parent, 'inglenook-postgres-')));
  const user = unprivileged();
  initialize(programs, folder, user);
  const port = await freePort();
  const arguments_ = Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 150,
    min_wal_size: '16MB',
    max_wal_size: '128MB',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  let guard;
  const isUp = async () => isReady(folder) && (await answers(port));
  const start = async () => {
    guard = launch(programs, folder, arguments_, user);
    const deadline = performance.now() + START_MS;
    while (!(await isUp())) {
      if (guard.exitCode !== null || performance.now() > deadline) {
        throw new Error(`PostgreSQL does not start:\n${readFileSync(path.join(folder, 'log'))}`);
      }
      await delay(20);
    }
  };
  /** `word` tells the guard what to do with the folder. */
  const end = async (word) => {
    if (guard.exitCode !== null) return;
    const exited = new Promise((resolve) => guard.once('exit', resolve));
    guard.ref();
    guard.stdin.end(word);
    await exited;
  };
  const processes = () => processesIn(path.join(folder, 'data'));
  await start();
  return {
    port,
    user: USER,
    password: PASSWORD,
    url: (database) =>
      `postgresql://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`,
    /** Ends it at once, in its own way. */
    halt: () => end('keep'),
    /** SIGKILL to all of its processes. */
    async kill() {
      // The server first: it would start more. Each is waited for, since its memory is in the way of the next.
      signal(serverOf(folder), 'SIGKILL');
      for (let all = processes(); all.length > 0; all = processes()) {
        for (const pid of all) signal(pid, 'SIGKILL');
        await delay(5);
      }
      await end('keep');
    },
    /** SIGKILL to the newest process that serves a client; the server then starts anew by itself. */
    killBackend() {
      const serving = processes().filter((pid) => /postgres: house /.test(commandOf(pid)));
      if (serving.length > 0) signal(serving.at(-1), 'SIGKILL');
    },
    async resume() {
      while (guard.exitCode === null && isAlive(serverOf(folder))) {
        if (await isUp()) return;
        await delay(20);
      }
      await end('keep');
      await start();
    },
    stop: () => end('remove'),
  };
}

function initialize(programs, folder, user) {
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (user.uid !== undefined) {
    for (const file of [folder, passwordFile]) chownSync(file, user.uid, user.gid);
  }
  execFileSync(
    path.join(programs, 'initdb'),
    [
      ...['-D', path.join(folder, 'data'), '-U', USER, '--pwfile', passwordFile],
      ...['-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '-N', '--wal-segsize=4'],
    ],
    { cwd: folder, ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

/** A shell that starts the server, waits for the end of its own input, and ends the server. */
function launch(programs, folder, arguments_, user) {
  const script = `trap '' INT TERM HUP
    programs=$1 folder=$2; shift 2
    "$programs/postgres" -D "$folder/data" "$@" >"$folder/log" 2>&1 & server=$!
    word=$(cat); kill -QUIT $server 2>/dev/null; wait $server
    [ "$word" = keep ] || rm -rf "$folder"`;
  const child = spawn('sh', ['-c', script, 'sh', programs, folder, ...arguments_], {
    cwd: folder,
    ...user,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.unref?.();
  return child;
}

/** PostgreSQL refuses to run as root. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag, name) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', name), gid: id('-g', name) };
    } catch {}
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody');
}

function roomyFolder() {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM ? MEMORY : tmpdir();
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The process of the server; 0: it has ended by itself. */
const serverOf = (folder) =>
  Number(textOf(path.join(folder, 'data/postmaster.pid')).split('\n')[0]);

function signal(pid, name) {
  if (pid === 0) return; // Would be ourselves.
  try {
    process.kill(pid, name);
  } catch {} // It has ended by itself.
}

/**
 * Those that live in this folder, the oldest first. PostgreSQL's processes all do, and while the server starts
 * anew after the death of one of them, it has no children at all.
 */
function processesIn(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && folderOf(name) === folder && isAlive(name))
    .map(Number)
    .sort((a, b) => a - b);
}

const folderOf = (pid) => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // It has ended, or is somebody else's.
  }
};

const textOf = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const commandOf = (pid) => textOf(`/proc/${pid}/cmdline`);
/** Not one that is only waiting for somebody to note its end. */
const isAlive = (pid) => !/^$|^\d+ \(.*\) [ZX]/s.test(textOf(`/proc/${pid}/stat`));

/** It accepts connections before it takes questions, and says in this file when it does. */
function isReady(folder) {
  try {
    const status = readFileSync(path.join(folder, 'data/postmaster.pid'), 'utf8');
    return status.split('\n')[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
