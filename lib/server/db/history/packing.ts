import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DamagedBytes } from '../../../domain/history/chunk/bytes.ts';

/** The first byte of a packed blob says how the rest is to be read. */
const PLAIN = 0;
const DEFLATED = 1;
/** Below this many bytes compression saves less than it costs. */
const WORTH_TRYING = 200;
/** It has to save this share, or the blob stays plain and is read without it. */
const WORTH_KEEPING = 0.95;
/** No blob of ours is larger unpacked; what claims to be is damaged. */
const MOST_BYTES = 64 * 2 ** 20;

/** Compresses a blob for the database, unless that is not worth it. */
export function pack(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= WORTH_TRYING) {
    const small = deflateRawSync(bytes, { level: 6 });
    if (small.length < WORTH_KEEPING * bytes.length) return marked(DEFLATED, small);
  }
  return marked(PLAIN, bytes);
}

/** As pack, but never compressed: for small blobs of which hundreds are read at once. */
export const packPlain = (bytes: Uint8Array): Uint8Array => marked(PLAIN, bytes);

/** What pack was given. Throws DamagedBytes if `blob` is none of pack. */
export function unpack(blob: Uint8Array): Uint8Array {
  const rest = blob.subarray(1);
  if (blob[0] === PLAIN) return rest;
  if (blob[0] !== DEFLATED) throw new DamagedBytes(`compressed in the unknown way ${blob[0]}`);
  try {
    return inflateRawSync(rest, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new DamagedBytes('they cannot be inflated', { cause: error });
  }
}

function marked(mark: number, rest: Uint8Array): Uint8Array {
  const blob = new Uint8Array(rest.length + 1);
  blob[0] = mark;
  blob.set(rest, 1);
  return blob;
}
