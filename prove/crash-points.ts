import { type Chance, chance } from '../bench/chance.ts';
import { crashRun, type Ending, type Victim } from './crash-run.ts';
import { findProgram, lacks } from './programs.ts';
import type { Finding, Proof } from './proof.ts';
import { type Setting, startSetting } from './setting.ts';

const POINTS = 200;
/** Of all points a sample that changes with the seed. */
const SAMPLE = 6;

/** What befalls the n-th call of a kind. */
type Fault = {
  readonly name: string;
  inject(nth: number): string;
  /** Whether the role ended as it has to. */
  reached(ending: Ending): boolean;
};

const killed = (ending: Ending) => ending === 'SIGKILL';
const SYNC: Fault = {
  name: 'killed in an fsync',
  inject: (nth) => `inject=fdatasync,fsync:signal=KILL:when=${nth}`,
  reached: killed,
};
const WRITE: Fault = {
  name: 'killed in a write',
  inject: (nth) => `inject=pwrite64:signal=KILL:when=${nth}`,
  reached: killed,
};
/** From its n-th fsync on the disk fails: the role must not go on. */
const FAILING: Fault = {
  name: 'its disk fails (EIO)',
  inject: (nth) => `inject=fdatasync,fsync:error=EIO:when=${nth}+`,
  reached: (ending) => typeof ending === 'number' && ending !== 0,
};
const SEND: Fault = {
  name: 'killed in a write to the server',
  inject: (nth) => `inject=write,writev,sendto,sendmsg:signal=KILL:when=${nth}`,
  reached: killed,
};

/** With a server the recorder's disk is the server's, and the broker's is as it was. */
const FAULTS = {
  sqlite: { broker: [SYNC, WRITE, FAILING], recorder: [SYNC, WRITE, FAILING] },
  postgresql: { broker: [], recorder: [SEND] },
} as const satisfies Record<string, Record<Victim, readonly Fault[]>>;

/** A death, or an error of the disk, in the very call that makes data durable. */
export const crashPoints: Proof = {
  name: 'crash-points',
  promises: 'P1 P2 P6',
  about: 'death and I/O errors in the n-th fsync (and write) of broker and recorder, n up to 200',
  async *run({ seed, rounds, long, database }) {
    if (findProgram('strace') === null) {
      yield { about: 'strace', skipped: lacks('strace') };
      return;
    }
    const points = pointsOf(rounds ?? (long ? POINTS : SAMPLE), chance(seed));
    const setting = await startSetting({ database });
    try {
      for (const victim of ['broker', 'recorder'] as const)
        for (const fault of FAULTS[database][victim])
          yield await crash(setting, victim, fault, points);
    } finally {
      await setting.stop();
    }
  },
};

/** All, or so many of them, in rising order. */
function pointsOf(count: number, random: Chance): readonly number[] {
  const all = Array.from({ length: POINTS }, (_, i) => ({ nth: i + 1, lot: random.share() }));
  const drawn = all.sort((a, b) => a.lot - b.lot).slice(0, count);
  return drawn.map(({ nth }) => nth).sort((a, b) => a - b);
}

async function crash(
  setting: Setting,
  victim: Victim,
  fault: Fault,
  points: readonly number[],
): Promise<Finding> {
  const topic = `sensors/crash/${victim}/${fault.name.replace(/\W+/g, '-')}`;
  await setting.announce(topic);
  const run = await crashRun(setting, victim, topic);
  const begin = performance.now();
  const missed: string[] = [];
  for (const nth of points) {
    const ending = await run.dieBy(fault.inject(nth));
    if (!fault.reached(ending)) missed.push(`${nth} (${ending ?? 'not reached'})`);
  }
  const perPoint = Math.round((performance.now() - begin) / points.length);
  const { account, faults } = await run.end();
  const reached = points.length - missed.length;
  return {
    about: `${victim} ${fault.name}`,
    account,
    figures: { points: points.length, reached, 'ms a point': perPoint },
    faults: [
      ...faults,
      ...(missed.length > 0 ? [`ended otherwise at ${missed.slice(0, 10).join(', ')}`] : []),
    ],
  };
}
