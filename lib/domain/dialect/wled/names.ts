/**
 * Effects by index (WLED, FX.cpp). On MQTT only the index travels; the order has been the same
 * since version 0.10, new ones are added at the end. Gaps are effects that were taken out.
 */
const EFFECTS =
  'Solid,Blink,Breathe,Wipe,Wipe Random,Random Colors,Sweep,Dynamic,Colorloop,Rainbow,Scan,Scan Dual,Fade,Theater,Theater Rainbow,Running,Saw,Twinkle,Dissolve,Dissolve Rnd,Sparkle,Sparkle Dark,Sparkle+,Strobe,Strobe Rainbow,Strobe Mega,Blink Rainbow,Android,Chase,Chase Random,Chase Rainbow,Chase Flash,Chase Flash Rnd,Rainbow Runner,Colorful,Traffic Light,Sweep Random,Chase 2,Aurora,Stream,Scanner,Lighthouse,Fireworks,Rain,Tetrix,Fire Flicker,Gradient,Loading,Rolling Balls,Fairy,Two Dots,Fairytwinkle,Running Dual,Halloween,Chase 3,Tri Wipe,Tri Fade,Lightning,ICU,Multi Comet,Scanner Dual,Stream 2,Oscillate,Pride 2015,Juggle,Palette,Fire 2012,Colorwaves,Bpm,Fill Noise,Noise 1,Noise 2,Noise 3,Noise 4,Colortwinkles,Lake,Meteor,Meteor Smooth,Railway,Ripple,Twinklefox,Twinklecat,Halloween Eyes,Solid Pattern,Solid Pattern Tri,Spots,Spots Fade,Glitter,Candle,Fireworks Starburst,Fireworks 1D,Bouncing Balls,Sinelon,Sinelon Dual,Sinelon Rainbow,Popcorn,Drip,Plasma,Percent,Ripple Rainbow,Heartbeat,Pacifica,Candle Multi,Solid Glitter,Sunrise,Phased,Twinkleup,Noise Pal,Sine,Phased Noise,Flow,Chunchun,Dancing Shadows,Washing Machine,Rotozoomer,Blends,TV Simulator,Dynamic Smooth,Spaceships,Crazy Bees,Ghost Rider,Blobs,Scrolling Text,Drift Rose,Distortion Waves,Soap,Octopus,Waving Cell,Pixels,Pixelwave,Juggles,Matripix,Gravimeter,Plasmoid,Puddles,Midnoise,Noisemeter,Freqwave,Freqmatrix,GEQ,Waterfall,Freqpixels,,Noisefire,Puddlepeak,Noisemove,Noise2D,Perlin Move,Ripple Peak,Firenoise,Squared Swirl,,DNA,Matrix,Metaballs,Freqmap,Gravcenter,Gravcentric,Gravfreq,DJ Light,Funky Plank,,Pulser,Blurz,Drift,Waverly,Sun Radiation,Colored Bursts,Julia,,,,Game Of Life,Tartan,Polar Lights,Swirl,Lissajous,Frizzles,Plasma Ball,Flow Stripe,Hiphotic,Sindots,DNA Spiral,Black Hole,Wavesins,Rocktaves,Akemi'.split(
    ',',
  );

/** Palettes by index (WLED, palettes.h). */
const PALETTES =
  'Default,Random Cycle,Color 1,Colors 1&2,Color Gradient,Colors Only,Party,Cloud,Lava,Ocean,Forest,Rainbow,Rainbow Bands,Sunset,Rivendell,Breeze,Red & Blue,Yellowout,Analogous,Splash,Pastel,Sunset 2,Beach,Vintage,Departure,Landscape,Beech,Sherbet,Hult,Hult 64,Drywet,Jul,Grintage,Rewhi,Tertiary,Fire,Icefire,Cyane,Light Pink,Autumn,Magenta,Magred,Yelmag,Yelblu,Orange & Teal,Tiamat,April Night,Orangery,C9,Sakura,Aurora,Atlantica,C9 2,C9 New,Temperature,Aurora 2,Retro Clown,Candy,Toxy Reaf,Fairy Reaf,Semi Blue,Pink Candy,Red Reaf,Aqua Flash,Yelblu Hot,Lite Light,Red Flash,Blink Red,Red Shift,Red Tide,Candy2'.split(
    ',',
  );

/** A list of names by index, and back. Indexes without a name are called by their number. */
export type NameList = {
  readonly names: readonly string[];
  nameOf(index: number): string;
  /** By name or by number; null if it is neither. */
  indexOf(text: string): number | null;
};

function nameList(list: readonly string[]): NameList {
  const byName = new Map(list.map((name, index) => [name.toLowerCase(), index]));
  return {
    names: list.filter((name) => name !== ''),
    nameOf: (index) => list[index] || String(index),
    indexOf: (text) => {
      const index = text === '' ? undefined : byName.get(text.toLowerCase());
      if (index !== undefined) return index;
      return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null;
    },
  };
}

export const effects = nameList(EFFECTS);
export const palettes = nameList(PALETTES);
