const CHECK_MS = 60 * 60_000;

/**
 * Registers the service worker in production, and tells when a newer one waits.
 * @param onUpdate gets what brings it in: it takes over, and the page loads again
 */
export function registerWorker(onUpdate: (apply: () => void) => void): () => void {
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return () => {};
  const { serviceWorker } = navigator;
  let asked = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const takenOver = () => {
    if (asked) window.location.reload();
  };
  serviceWorker.addEventListener('controllerchange', takenOver);

  function offer(worker: ServiceWorker): void {
    onUpdate(() => {
      asked = true;
      worker.postMessage('take-over');
    });
  }

  void serviceWorker
    .register('/sw.js', { updateViaCache: 'none' })
    .then((registration) => {
      // The first worker ever is no update.
      if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const fresh = registration.installing;
        fresh?.addEventListener('statechange', () => {
          if (fresh.state === 'installed' && serviceWorker.controller) offer(fresh);
        });
      });
      void keepLoaded();
      timer = setInterval(() => registration.update().catch(() => {}), CHECK_MS);
    })
    .catch(() => {
      // Without one (an insecure address) the app works as a page.
    });
  return () => {
    serviceWorker.removeEventListener('controllerchange', takenOver);
    clearInterval(timer);
  };
}

/** Tells the worker which files this page had loaded before it was watched over. */
export async function keepLoaded(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  const urls = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes('/_next/static/'));
  active?.postMessage({ type: 'keep', urls });
}

/** Takes away the kept page: it belongs to the person who was signed in. */
export async function forgetShell(): Promise<void> {
  if ('caches' in window) await caches.delete('inglenook-shell').catch(() => false);
}
