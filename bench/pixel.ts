import { chromium, type Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { type BenchHome, createBenchHome, OWNER } from './home.ts';
import { clockLead, installProbe, type Sight, takeSights } from './pixel-probe.ts';
import { type Benchmark, quantile } from './result.ts';

const TILES = 50;
const PER_SECOND = 200;
const SECONDS = 20;
/** Node-RED Dashboard 2 in the same set-up: p95 from publish to the DOM, ms. */
const BASELINE_MS = 8.7;
const FRAME_MS = 1000 / 60;
/** The first number shown, so that a stamp is never taken for another number of the page. */
const BASE = 100_000_000;

/** How long a reading takes from the publisher to the page of a signed-in browser. */
export const pixel: Benchmark = {
  name: 'pixel',
  about: `publish to pixel in Chromium, ${TILES} tiles at ${PER_SECOND} messages/s`,
  async run() {
    const home = await createBenchHome();
    try {
      for (const role of ['broker', 'recorder', 'web'] as const) await home.start(role);
      const { dom, frame, lost } = await measure(home);
      const bar = BASELINE_MS + FRAME_MS;
      const p95 = quantile(dom, 0.95);
      return [
        { name: 'publish to DOM, p50', value: quantile(dom, 0.5), unit: 'ms' },
        {
          name: 'publish to DOM, p95',
          value: p95,
          unit: 'ms',
          bar: {
            text: `within a frame of Node-RED Dashboard 2 (${BASELINE_MS} ms): ${bar.toFixed(1)} ms`,
            holds: p95 <= bar,
          },
        },
        { name: 'publish to frame, p50', value: quantile(frame, 0.5), unit: 'ms' },
        { name: 'publish to frame, p95', value: quantile(frame, 0.95), unit: 'ms' },
        { name: 'values seen', value: dom.length, unit: '' },
        {
          name: 'values never shown',
          value: lost,
          unit: '',
          bar: { text: 'none is skipped', holds: lost === 0 },
        },
      ];
    } finally {
      await home.stop();
    }
  },
};

async function measure(home: BenchHome) {
  const { username, password } = await home.mqttUser('bench');
  const publisher = await connectAsync(home.mqttUrl, { username, password, protocolVersion: 4 });
  const executablePath = process.env.CHROMIUM_PATH || undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const startMs = Date.now();
    const stamp = () => Math.round((performance.timeOrigin + performance.now() - startMs) * 10);
    const say = (tile: number) => {
      const value = BASE + stamp();
      publisher.publish(topicOf(tile), String(value), { qos: 0, retain: true });
      return value;
    };
    for (let tile = 0; tile < TILES; tile++) say(tile);

    const page = await browser.newPage({ viewport: { width: 1600, height: 2400 } });
    await openHome(page, home.url);
    await page.evaluate(installProbe, { startMs, base: BASE });
    // Both clocks are read against the system's, which they share.
    const skew = (await page.evaluate(clockLead)) - clockLead();
    await warmUp(page, say);
    const said = await sayAtPace(publisher, say);
    await page.waitForTimeout(1_000);
    const sights = new Map((await page.evaluate(takeSights)).map((it) => [it[0], it]));
    const shown = said.flatMap((value): readonly Sight[] => {
      const sight = sights.get(value);
      return sight ? [sight] : [];
    });
    const publishedAt = (value: number) => (value - BASE) / 10;
    return {
      dom: shown.map(([value, domAt]) => domAt - publishedAt(value) - skew),
      frame: shown.map(([value, , frameAt]) => frameAt - publishedAt(value) - skew),
      lost: said.length - shown.length,
    };
  } finally {
    await browser.close();
    await publisher.endAsync(true);
  }
}

const topicOf = (tile: number) => `sensors/bench-${String(tile + 1).padStart(2, '0')}/counter`;

/** Signs in as the owner does, and waits for the tiles. */
async function openHome(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel(/e-?mail/i).fill(OWNER.email);
  await page.getByLabel(/password/i).fill(OWNER.password);
  await page.getByRole('button', { name: /sign in/i }).click();
  await page
    .getByText(/bench[ -]50/i)
    .first()
    .waitFor({ timeout: 30_000 });
}

/** Until every tile follows, or a while has passed: what does not is counted as never shown. */
async function warmUp(page: Page, say: (tile: number) => number): Promise<void> {
  const wanted = new Set<number>();
  const deadline = performance.now() + 15_000;
  for (let tile = 0; performance.now() < deadline; tile = (tile + 1) % TILES) {
    wanted.add(say(tile));
    await page.waitForTimeout(10);
    for (const [shown] of await page.evaluate(takeSights)) wanted.delete(shown);
    if (tile === TILES - 1 && wanted.size <= 2) return;
  }
}

/** Publishes at an even pace and tells what was said. */
async function sayAtPace(
  publisher: MqttClient,
  say: (tile: number) => number,
): Promise<readonly number[]> {
  const said: number[] = [];
  const start = performance.now();
  while (said.length < SECONDS * PER_SECOND) {
    const due = Math.floor(((performance.now() - start) / 1000) * PER_SECOND);
    if (said.length < due && publisher.connected) said.push(say(said.length % TILES));
    else await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return said;
}
