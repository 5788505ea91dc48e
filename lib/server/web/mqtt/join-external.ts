import net from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tls from 'node:tls';
import mqttPacket, { type IConnectPacket } from 'mqtt-packet';
import { createWebSocketStream, WebSocket } from 'ws';
import type { Authenticator } from '../../broker/principal.ts';
import { type BrokerAddress, brokerAddress } from '../../broker-address.ts';
import type { Log } from '../../log.ts';
import type { Join } from './bridge.ts';
import { readConnect } from './connect-packet.ts';

const REVOKED_EVERY_MS = 2_000;

/**
 * Joins a page with an external broker. The page enters with its own credential, which is checked
 * here; the broker is entered with that of MQTT_URL, which no page ever sees. A revoked credential
 * ends the connection within seconds.
 */
export function joinExternal(brokerUrl: string, authenticator: Authenticator, log: Log) {
  const address = brokerAddress(brokerUrl);
  const pages = new Map<WebSocket, string>();

  const timer = setInterval(async () => {
    if (pages.size === 0) return;
    const usernames = [...new Set(pages.values())];
    // A database that does not answer revokes nobody.
    const gone = await authenticator.revoked(usernames).catch((): string[] => []);
    for (const [socket, username] of pages) if (gone.includes(username)) socket.terminate();
  }, REVOKED_EVERY_MS);

  const join: Join = async (page, socket) => {
    const { connect, rest } = await readConnect(page);
    const { username, password, clientId } = connect;
    const who = await authenticator.authenticate(username, password ?? undefined, clientId);
    if (who?.role !== 'browser') {
      page.end(refusal(connect));
      return;
    }
    pages.set(socket, who.username);
    try {
      const broker = openBroker(new URL(address.url));
      broker.write(mqttPacket.generate(withLogin(connect, address.login)));
      if (rest.length > 0) broker.write(rest);
      await pipeline(page, broker, page);
    } catch (error) {
      log.debug({ err: error }, 'a page’s way to the broker broke');
    } finally {
      pages.delete(socket);
    }
  };
  return { join, stop: () => clearInterval(timer) };
}

/** MQTT 3.1.1 §3.2.2.3: 5 is "not authorized"; MQTT 5 §3.2.2.2: 0x87. */
function refusal({ protocolVersion }: IConnectPacket): Buffer {
  return protocolVersion === 5
    ? mqttPacket.generate(
        { cmd: 'connack', sessionPresent: false, reasonCode: 0x87 },
        { protocolVersion: 5 },
      )
    : mqttPacket.generate({ cmd: 'connack', sessionPresent: false, returnCode: 5 });
}

function withLogin(connect: IConnectPacket, login: BrokerAddress['login']): IConnectPacket {
  const { username: _name, password: _password, ...rest } = connect;
  const { username, password } = login;
  return {
    ...rest,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password: Buffer.from(password) }),
  };
}

function openBroker(url: URL): Duplex {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  switch (url.protocol) {
    case 'ws:':
    case 'wss:':
      return createWebSocketStream(new WebSocket(url, ['mqtt'], { perMessageDeflate: false }));
    case 'mqtts:':
    case 'ssl:':
      return tls.connect({
        host,
        port: Number(url.port || 8883),
        servername: net.isIP(host) ? '' : host,
      });
    default:
      return net.connect({ host, port: Number(url.port || 1883), noDelay: true });
  }
}
