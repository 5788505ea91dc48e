import type { BrokerWay } from '../../../api/home.ts';
import { brokerAddress } from '../../broker-address.ts';
import type { Env } from '../../env.ts';

type Login = { readonly username: string; readonly password: string };

/**
 * Where a page reaches the broker, best way first: an address that was configured, the page's own
 * origin, and the broker's WebSocket listener, which still works while the web role is down. Each
 * takes the page's own login, but for a configured address that carries one: that comes first with
 * its login, and the others are the fallback.
 * @param host the Host of the page's request; without a sound one only the configured address is left
 */
export function brokerWays(
  env: Pick<Env, 'MQTT_PUBLIC_WS_URL' | 'MQTT_WS_PORT' | 'MQTT_URL'>,
  own: Login,
  host: string,
  secure: boolean,
): BrokerWay & { readonly fallback?: BrokerWay } {
  const login = { username: own.username, password: own.password };
  const urls = usualUrls(env, host, secure);
  if (env.MQTT_PUBLIC_WS_URL === undefined) return { ...login, urls };
  const configured = brokerAddress(env.MQTT_PUBLIC_WS_URL);
  const { username, password } = configured.login;
  if (username === undefined) return { ...login, urls: [configured.url, ...urls] };
  return {
    username,
    password: password ?? '',
    urls: [configured.url],
    ...(urls.length > 0 && { fallback: { ...login, urls } }),
  };
}

function usualUrls(
  env: Pick<Env, 'MQTT_WS_PORT' | 'MQTT_URL'>,
  host: string,
  secure: boolean,
): string[] {
  const page = parse(`http://${host}`);
  if (page === null) return [];
  const urls = [`${secure ? 'wss' : 'ws'}://${page.host}/mqtt`];
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
