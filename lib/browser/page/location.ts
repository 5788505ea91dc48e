import { listeners } from '../store/listeners.ts';

/** Where the page is: moving within the app asks no server, so it works without one. */
const moved = listeners<[]>();

/** Goes to a path of the app, with its query. `replace`: without a step back. */
export function navigate(href: string, options: { readonly replace?: boolean } = {}): void {
  const next = new URL(href, window.location.href);
  if (next.href === window.location.href) return;
  if (options.replace) window.history.replaceState(null, '', next);
  else window.history.pushState(null, '', next);
  moved.emit();
}

/** Changes some parameters of the query; null takes one away. */
export function navigateQuery(
  changes: Readonly<Record<string, string | readonly string[] | null>>,
  options: { readonly replace?: boolean } = {},
): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    if (value === null) continue;
    for (const one of typeof value === 'string' ? [value] : value)
      url.searchParams.append(name, one);
  }
  navigate(url.href, options);
}

/** Calls back whenever the address changed, by us or by the Back button. */
export function onNavigate(listener: () => void): () => void {
  const remove = moved.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    remove();
    window.removeEventListener('popstate', listener);
  };
}
