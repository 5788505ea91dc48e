import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemBody } from '../../../api/problem.ts';

/** Node's own choice of statuses, where it is not 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What a person types into a terminal, `unit=°F`, is no address until it is encoded [RFC 3986, 2]. */
const BAD_ADDRESS = problemBody('invalid_parameter', {
  detail:
    'The address has letters that must be percent-encoded, such as %C2%B0 for °; curl does it with -G --data-urlencode "unit=°F".',
});

/**
 * Answers what is no HTTP, of which no handler ever hears. Node would do it without a word, so whoever asked
 * would see nothing at all.
 */
export function unreadableRequests() {
  const underWay = new WeakMap<Duplex, ServerResponse>();
  return {
    /** Of a request that is readable so far: its answer may have begun when the rest turns out not to be. */
    heard(request: IncomingMessage, response: ServerResponse): void {
      underWay.set(request.socket, response);
      response.once('close', () => underWay.delete(request.socket));
    },

    refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
      if (socket.writable && !underWay.get(socket)?.headersSent) socket.write(answerTo(error));
      socket.destroy();
    },
  };
}

function answerTo({ code = '' }: NodeJS.ErrnoException): string {
  const status = STATUS[code] ?? 400;
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n`;
  if (code !== 'HPE_INVALID_URL') return `${line}\r\n`;
  const body = JSON.stringify(BAD_ADDRESS);
  return (
    `${line}Content-Type: application/problem+json\r\nCache-Control: no-store\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
