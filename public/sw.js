// The service worker: keeps the app's shell and its hashed files, so that the app opens while the
// web server is away. Live data is never kept here: it comes from the broker, and /api is not touched.

const SHELL = 'inglenook-shell';
const FILES = 'inglenook-files-1';
const KEEP = [SHELL, FILES];
/** All screens are one page, so one copy of it serves every address. */
const SHELL_URL = '/';
/** A server that hangs is as good as none. */
const PATIENCE_MS = 4000;
/** Hashed files of some builds; older ones go. */
const MOST_FILES = 250;

self.addEventListener('install', (event) => {
  event.waitUntil(refreshShell().catch(() => {}));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith('inglenook-') && !KEEP.includes(name)) await caches.delete(name);
      }
      await prune();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') self.skipWaiting();
  // Files a page had loaded before this worker watched over it.
  if (event.data?.type === 'keep' && Array.isArray(event.data.urls)) {
    event.waitUntil(keepFiles(event.data.urls.filter(isFile)));
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (isFile(url.href)) event.respondWith(file(request));
});

/** Files whose name changes with their content, and drawings that never change. */
function isFile(href) {
  const { origin, pathname } = new URL(href, self.location.origin);
  if (origin !== self.location.origin) return false;
  return /^\/(_next\/static|mdi|icons)\//.test(pathname) || pathname === '/manifest.webmanifest';
}

/** Pages before the home: they make no sense without the server. */
const isDoor = (pathname) => /^\/(login|setup)(\/|$)/.test(pathname);

/** The network's page if it comes in time, else the kept one. */
async function page(event) {
  const { pathname } = new URL(event.request.url);
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status >= 500) return (await keptShell()) ?? response;
    if (!isDoor(pathname)) event.waitUntil(keepShell(response.clone()));
    return response;
  } catch {
    const kept = isDoor(pathname) ? undefined : await keptShell();
    if (kept) return kept;
    return new Response(
      '<!doctype html><meta name=viewport content="width=device-width"><title>Inglenook</title>' +
        '<body style="font:17px system-ui;margin:20vh auto;max-width:20em;text-align:center">' +
        '<p>The server does not answer.<p><a href="">Try again</a>',
      { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } },
    );
  }
}

const keptShell = async () => (await caches.open(SHELL)).match(SHELL_URL);

async function refreshShell() {
  const response = await fetch(SHELL_URL, { credentials: 'same-origin', redirect: 'manual' });
  await keepShell(response);
}

/** Keeps a page of the app with every file it names. A redirect to the doors is no such page. */
async function keepShell(response) {
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (response.status !== 200 || response.type !== 'basic' || response.redirected || !isPage)
    return;
  const html = await response.clone().text();
  const named = html.match(/\/_next\/static\/[^"'\\\s)<>]+/g) ?? [];
  await keepFiles([...new Set(named)]);
  await (await caches.open(SHELL)).put(SHELL_URL, response);
}

async function keepFiles(urls) {
  const files = await caches.open(FILES);
  await Promise.all(
    urls.map(async (url) => {
      if (await files.match(url)) return;
      const response = await fetch(url).catch(() => null);
      if (response?.ok) await files.put(url, response);
    }),
  );
}

/** The kept file, else the network's, which is kept. */
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await files.put(request, response.clone());
  return response;
}

async function prune() {
  const files = await caches.open(FILES);
  const kept = await files.keys();
  await Promise.all(
    kept.slice(0, Math.max(0, kept.length - MOST_FILES)).map((key) => files.delete(key)),
  );
}
