import { createGunzip } from 'node:zlib';
import { Transform, type Readable } from 'node:stream';
import { refuse } from '../errors.ts';

/** Past this much, a file that shrank more than any table does is taken for an archive bomb. */
const bombFrom = 64 * 1024 * 1024;
const bombRatio = 200;
/** The most text one file may unpack to. */
const mostText = 8 * 1024 * 1024 * 1024;

/** Counts the bytes taken from the store, for the progress bar. */
export type Counter = { bytes: number };

/** The text bytes of a stored CSV or gzipped CSV as they are unpacked. Refuses archive bombs and broken archives. */
export function textBytes(stored: Readable, { name, gzip }: { name: string; gzip: boolean }, counter: Counter): Readable {
  const counted = passing((length) => void (counter.bytes += length));
  const source = chained(stored, counted);
  if (!gzip) return source;
  const begun = counter.bytes;
  let unpacked = 0;
  const guard = passing((length) => {
    unpacked += length;
    const packed = counter.bytes - begun;
    if (unpacked > mostText || (unpacked > bombFrom && unpacked > packed * bombRatio)) {
      throw refuse('IMPORT_ARCHIVE_BOMB', { name, limit: unpacked > mostText ? '8 GB' : `${bombRatio} × ${Math.round(packed / 1024)} KB` });
    }
  });
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  gunzip.once('error', (error) => guard.destroy(refuse('IMPORT_ARCHIVE_BROKEN', { name, reason: error.message })));
  return chained(chained(source, gunzip), guard);
}

function passing(see: (length: number) => void): Transform {
  return new Transform({
    readableHighWaterMark: 1 << 20, writableHighWaterMark: 1 << 20,
    transform(chunk: Buffer, _encoding, done) {
      try {
        see(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Joins two streams so that a fault of the first breaks the second, and an end of the second stops the first. */
function chained<T extends Transform>(from: Readable, to: T): T {
  from.once('error', (error) => to.destroy(error));
  to.once('close', () => from.destroy());
  from.pipe(to);
  return to;
}
