import type { Server } from 'node:net';
import { ConfigurationError } from '../../env.ts';

/**
 * Listens, and gives the port it got (asked for 0: a free one).
 * @throws ConfigurationError if the port cannot be had
 */
export function listen(
  server: Server,
  port: number,
  host: string,
  variable: 'MQTT_PORT' | 'MQTT_WS_PORT',
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new ConfigurationError(
            `port ${port} is in use: another MQTT broker is running? Stop it or set ${variable}=…`,
          ),
        );
      } else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
        reject(
          new ConfigurationError(
            `cannot listen on ${host}:${port} (${error.code}): set HOST and ${variable}=…`,
          ),
        );
      } else {
        reject(error);
      }
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      server.on('error', () => {});
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** An address without the IPv6 wrapping of IPv4 ones; one IPv6 subscriber line (/64) counts as one. */
export function addressKey(address: string | undefined): string {
  const plain = (address ?? 'unknown').replace(/^::ffff:/i, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}
