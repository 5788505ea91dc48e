/**
 * Reproducible chance: the same seed, name and place always give the same number, in any order of
 * asking. The simulated past and the live home are therefore one continuous story, and a restart
 * goes on where it stopped.
 */
export type Chance = {
  /** Uniform in [0, 1) for an integer index. */
  roll(index: number): number;
  /** Uniform in [low, high). */
  between(index: number, low: number, high: number): number;
  /** Smooth noise in [-1, 1] that turns about once per `periodMs`. */
  drift(t: number, periodMs: number): number;
};

/** A stream of chance of its own for `name` under `seed`. */
export function chanceOf(seed: number, name: string): Chance {
  const key = mix(hashText(name) ^ Math.imul(seed | 0, 0x9e3779b1));
  const roll = (index: number) => {
    const low = index >>> 0;
    const high = Math.floor(index / 4_294_967_296) | 0;
    return mix(mix(key ^ low) ^ Math.imul(high, 0x85ebca6b)) / 4_294_967_296;
  };
  return {
    roll,
    between: (index, low, high) => low + roll(index) * (high - low),
    drift(t, periodMs) {
      const place = t / (periodMs / 2);
      const index = Math.floor(place);
      const x = place - index;
      const ease = x * x * (3 - 2 * x);
      const a = roll(index) * 2 - 1;
      const b = roll(index + 1) * 2 - 1;
      return a + (b - a) * ease;
    },
  };
}

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** MurmurHash3's finaliser: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
