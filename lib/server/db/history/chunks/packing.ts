import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { DamagedBytes } from '../../../../domain/history/chunk/bytes.ts';

/**
 * The first byte of a packed blob says how the rest is to be read. Sealed ones have a CRC-32 of that byte and
 * of the rest in between, four bytes, the lowest first: a disk that dies flips bits and says nothing, and
 * neither does SQLite. The first version did not seal.
 */
const PLAIN = 0;
const DEFLATED = 1;
const SEALED_PLAIN = 2;
const SEALED_DEFLATED = 3;
const SEAL_BYTES = 4;
/** Below this many bytes compression saves less than it costs. */
const WORTH_TRYING = 200;
/** It has to save this share, or the blob stays plain and is read without it. */
const WORTH_KEEPING = 0.95;
/** No blob of ours is larger unpacked; what claims to be is damaged. */
const MOST_BYTES = 64 * 2 ** 20;

/** Compresses a blob for the database, unless that is not worth it, and seals it. */
export function pack(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= WORTH_TRYING) {
    const small = deflateRawSync(bytes, { level: 6 });
    if (small.length < WORTH_KEEPING * bytes.length) return sealed(SEALED_DEFLATED, small);
  }
  return sealed(SEALED_PLAIN, bytes);
}

/** As pack, but never compressed: for small blobs of which hundreds are read at once. */
export const packPlain = (bytes: Uint8Array): Uint8Array => sealed(SEALED_PLAIN, bytes);

/** What pack was given. Throws DamagedBytes if `blob` is none of pack, or is not as it was. */
export function unpack(blob: Uint8Array): Uint8Array {
  const [mark] = blob;
  if (mark === PLAIN) return blob.subarray(1);
  if (mark === DEFLATED) return inflated(blob.subarray(1));
  if (mark !== SEALED_PLAIN && mark !== SEALED_DEFLATED)
    throw new DamagedBytes(`compressed in the unknown way ${mark}`);
  const rest = blob.subarray(1 + SEAL_BYTES);
  const seal = new DataView(blob.buffer, blob.byteOffset, blob.length);
  if (blob.length <= SEAL_BYTES || seal.getUint32(1, true) !== crc32(rest, mark))
    throw new DamagedBytes('their checksum is another');
  return mark === SEALED_PLAIN ? rest : inflated(rest);
}

/** Whether damage to a blob would show for certain: those of the first version have no checksum. */
export const isSealed = ([mark]: Uint8Array): boolean =>
  mark === SEALED_PLAIN || mark === SEALED_DEFLATED;

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new DamagedBytes('they cannot be inflated', { cause: error });
  }
}

function sealed(mark: number, rest: Uint8Array): Uint8Array {
  const blob = new Uint8Array(1 + SEAL_BYTES + rest.length);
  blob[0] = mark;
  new DataView(blob.buffer).setUint32(1, crc32(rest, mark), true);
  blob.set(rest, 1 + SEAL_BYTES);
  return blob;
}
