import type { Socket } from 'node:net';

/**
 * Follows the frames of an MQTT stream without looking into them (MQTT 3.1.1 §2.2: type, then the length in one to four
 * bytes of seven bits). Says false as soon as a frame is longer than allowed: the parser would keep all of it in memory first.
 */
export class Frames {
  readonly #most: number;
  #left = 0;
  #length = 0;
  #digits = -1;

  constructor(most: number) {
    this.#most = most;
  }

  accepts(chunk: Buffer): boolean {
    for (let at = 0; at < chunk.length;) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, chunk.length - at);
        this.#left -= step;
        at += step;
      } else if (!this.#header(chunk[at++] ?? 0)) return false;
    }
    return true;
  }

  #header(byte: number): boolean {
    if (this.#digits < 0) {
      this.#digits = 0;
      this.#length = 0;
      return true;
    }
    this.#length += (byte & 127) * 128 ** this.#digits++;
    if (this.#length > this.#most || (this.#digits === 4 && byte > 127)) return false;
    if (byte <= 127) {
      this.#left = this.#length;
      this.#digits = -1;
    }
    return true;
  }
}

/** Ends a connection at the first frame longer than `most` bytes. */
export function limitFrames(socket: Socket, most: number): void {
  const frames = new Frames(most);
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk: unknown = size === undefined ? read() : read(size);
    if (!(chunk instanceof Buffer) || frames.accepts(chunk)) return chunk;
    socket.destroy(new Error(`A frame of more than ${most} bytes was announced.`));
    return null;
  };
}
