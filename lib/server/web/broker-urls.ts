import type { Env } from '../env.ts';

/**
 * Where a page reaches the broker, best way first: an address that was configured, the page's own
 * origin, and the broker's WebSocket listener, which still works while the web role is down.
 */
export function brokerUrls(
  env: Pick<Env, 'MQTT_PUBLIC_WS_URL' | 'MQTT_WS_PORT' | 'MQTT_URL'>,
  host: string,
  secure: boolean,
): string[] {
  const urls = env.MQTT_PUBLIC_WS_URL === undefined ? [] : [env.MQTT_PUBLIC_WS_URL];
  const page = parse(`http://${host}`);
  if (page === null) return urls;
  urls.push(`${secure ? 'wss' : 'ws'}://${page.host}/mqtt`);
  // A page that came over https may not open a socket without TLS.
  if (!secure && env.MQTT_URL === undefined && env.MQTT_WS_PORT !== 0) {
    urls.push(`ws://${page.hostname}:${env.MQTT_WS_PORT}/mqtt`);
  }
  return urls;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
