import { expect, test } from 'vitest';
import { deleteToken, postToken } from '../../../../lib/api/doors.ts';
import { readRequest } from '../../../../lib/server/web/http/read-request.ts';

/** A call of which the connection breaks in the midst of its body. */
function brokenOff(method: string): Request {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"name":"no'));
    },
    pull(controller) {
      controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    },
  });
  const headers = { 'content-type': 'application/json' };
  // The types of the browser do not know `duplex`, without which Node sends no stream.
  const call = { method, headers, body, duplex: 'half' };
  return new Request('http://home/api/v1/tokens', call);
}

test('a body that breaks off is the fault of the call, not of the home', async () => {
  const fault = { code: 'invalid_body', message: 'The body broke off.' };
  await expect(readRequest(postToken, brokenOff('POST'), {})).rejects.toMatchObject(fault);
  const named = readRequest(deleteToken, brokenOff('DELETE'), { id: 'one' });
  await expect(named).rejects.toMatchObject(fault);
});
