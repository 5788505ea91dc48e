import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asUtf8, encodingOf } from './encoding.ts';
import { SourceError } from './source.ts';

/**
 * A file of text, perhaps packed by gzip. Places in it are bytes of the unpacked text, in UTF-8 whatever the
 * file is written in.
 */
export type TextFile = {
  readonly fingerprint: string;
  /** Bytes on disk. */
  readonly size: number;
  /** How many bytes of the disk's have been read so far. */
  read(): number;
  /** The text from a place on. */
  stream(offset: number): Readable;
  /** The first 64 KiB, about. */
  readonly head: string;
};

const HEAD_BYTES = 64 * 1024;

/** @throws SourceError if it is no file that can be read */
export async function textFile(name: string): Promise<TextFile> {
  let where: string;
  try {
    where = await realpath(name);
    if (!statSync(where).isFile()) throw new SourceError(`${name} is no file`);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${name} cannot be read: ${(error as Error).message}`);
  }
  const { size, mtimeMs } = statSync(where);
  const raw = await firstBytes(where);
  const packed = raw[0] === 0x1f && raw[1] === 0x8b;
  const head = packed ? await headOf(unpacked(createReadStream(where), name)) : raw;
  const encoding = encodingOf(head);
  /** Bytes of the file are bytes of the text. */
  const plain = !packed && encoding === 'utf-8';
  let current: { readonly bytesRead: number } | null = null;
  let start = 0;

  const stream = (offset: number): Readable => {
    start = plain ? offset : 0;
    const file = createReadStream(where, { start, highWaterMark: 256 * 1024 });
    current = file;
    const text = asUtf8(packed ? unpacked(file, name) : file, encoding);
    return plain ? text : skip(text, offset);
  };
  const fingerprint = createHash('sha256').update(`${size} ${mtimeMs} `).update(raw).digest('hex');
  const text = new TextDecoder(encoding).decode(head);
  return { fingerprint, size, head: text, stream, read: () => start + (current?.bytesRead ?? 0) };
}

async function firstBytes(where: string): Promise<Buffer> {
  const file = await open(where);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unpacked(file: Readable, name: string): Readable {
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => file.destroy());
  gunzip.on('error', (error: Error) => {
    error.message = `${name} is damaged: ${error.message}`;
  });
  return file.pipe(gunzip);
}

async function headOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

/** Drops the first bytes: what is packed cannot be entered in the middle. */
function skip(stream: Readable, bytes: number): Readable {
  if (bytes === 0) return stream;
  return stream.compose(async function* (source: AsyncIterable<Buffer>) {
    let rest = bytes;
    for await (const chunk of source) {
      if (chunk.length <= rest) rest -= chunk.length;
      else {
        yield chunk.subarray(rest);
        rest = 0;
      }
    }
  } as never) as Readable;
}
