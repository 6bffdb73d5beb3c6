import { connect, type Socket } from 'node:net';

/** A string as MQTT writes it: two bytes of length, then UTF-8. */
const field = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

/** A frame: type, length in bytes of seven bits, content (MQTT 3.1.1 §2.2). */
function frame(type: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  let left = content.length;
  do {
    const digit = left % 128;
    left = Math.floor(left / 128);
    length.push(left > 0 ? digit + 128 : digit);
  } while (left > 0);
  return Buffer.concat([Buffer.from([type, ...length]), content]);
}

/**
 * One connection of a device that publishes with QoS 1 and counts acknowledgements. Much lighter than a full client, so
 * that on a machine of two cores the sender does not take the time that is to be measured.
 */
export class MqttLine {
  readonly #socket: Socket;
  #messageId = 0;
  #waiting = 0;
  #done: (() => void) | null = null;
  #failed: ((error: Error) => void) | null = null;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => this.#failed?.(new Error('The broker closed the connection before it had acknowledged.')));
  }

  /** Connects as a device. Throws when the broker does not accept it. */
  static async open(port: number, username: string, password: string): Promise<MqttLine> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.write(frame(0x10, field('MQTT'), Buffer.from([4, 0xc2, 0, 0]), field(username), field(username), field(password)));
    const answer = await new Promise<Buffer>((resolve, reject) => {
      socket.once('data', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`${username} was turned away`)));
    });
    if (answer[0] !== 0x20 || answer[3] !== 0) throw new Error(`${username} was turned away with code ${answer[3]}`);
    socket.removeAllListeners();
    return new MqttLine(socket);
  }

  /** Publishes messages at once and resolves when all are acknowledged. */
  publish(topic: string, payloads: readonly string[]): Promise<void> {
    const name = field(topic);
    const frames = payloads.map((payload) => {
      this.#messageId = (this.#messageId % 65_535) + 1;
      return frame(0x32, name, Buffer.from([this.#messageId >> 8, this.#messageId & 255]), Buffer.from(payload));
    });
    return new Promise((done, failed) => {
      this.#waiting = payloads.length;
      this.#done = done;
      this.#failed = failed;
      this.#socket.write(Buffer.concat(frames));
    });
  }

  close(): void {
    this.#failed = null;
    this.#socket.destroy();
  }

  /** A PUBACK has four bytes; nothing else is sent to a device that listens to nothing. */
  #hear(chunk: Buffer): void {
    const heard = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const count = Math.floor(heard.length / 4);
    this.#rest = heard.subarray(count * 4);
    this.#waiting -= count;
    if (this.#waiting === 0) this.#done?.();
  }
}
