import { connect, type Socket } from 'node:net';

export type HttpAnswer = { readonly status: number; readonly body: string };

/**
 * One kept-alive HTTP/1.1 connection that sends a request and waits for its answer. Much lighter than fetch, so that on a
 * machine of two cores the client does not take the time that is to be measured. Understands Content-Length and chunked answers.
 */
export class HttpLine {
  readonly #host: string;
  readonly #socket: Socket;
  #heard = Buffer.alloc(0);
  #wake: (() => void) | null = null;
  #broken: Error | null = null;

  private constructor(host: string, socket: Socket) {
    this.#host = host;
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.#heard = this.#heard.length === 0 ? bytes : Buffer.concat([this.#heard, bytes]);
      this.#wake?.();
    });
    for (const event of ['error', 'close'] as const) {
      socket.on(event, (reason?: unknown) => {
        this.#broken ??= reason instanceof Error ? reason : new Error('the server closed the connection');
        this.#wake?.();
      });
    }
  }

  static async open(origin: string): Promise<HttpLine> {
    const { hostname, port, host } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new HttpLine(host, socket);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Sends one request; a body that is no string goes as JSON. */
  async ask(method: string, path: string, { headers = {}, body }: { headers?: Readonly<Record<string, string>>; body?: unknown } = {}): Promise<HttpAnswer> {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const lines = Object.entries({ host: this.#host, ...(text ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) } : {}), ...headers });
    this.#socket.write(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`);
    return this.#answer();
  }

  async #answer(): Promise<HttpAnswer> {
    const headEnd = await this.#find('\r\n\r\n', 0);
    const head = this.#heard.toString('latin1', 0, headEnd).toLowerCase();
    const status = Number(head.slice(9, 12));
    this.#heard = this.#heard.subarray(headEnd + 4);
    if (/\r\ntransfer-encoding: *chunked/.test(head)) return { status, body: await this.#chunks() };
    return { status, body: await this.#take(Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0)) };
  }

  async #chunks(): Promise<string> {
    const parts: string[] = [];
    for (;;) {
      const end = await this.#find('\r\n', 0);
      const size = Number.parseInt(this.#heard.toString('latin1', 0, end), 16);
      this.#heard = this.#heard.subarray(end + 2);
      parts.push(await this.#take(size));
      await this.#take(2);
      if (size === 0) return parts.join('');
    }
  }

  async #find(mark: string, from: number): Promise<number> {
    for (;;) {
      const at = this.#heard.indexOf(mark, from, 'latin1');
      if (at >= 0) return at;
      await this.#more();
    }
  }

  async #take(size: number): Promise<string> {
    while (this.#heard.length < size) await this.#more();
    const text = this.#heard.toString('utf8', 0, size);
    this.#heard = this.#heard.subarray(size);
    return text;
  }

  async #more(): Promise<void> {
    this.#mustBeOpen();
    await new Promise<void>((resolve) => { this.#wake = resolve; });
    this.#wake = null;
    if (this.#heard.length === 0) this.#mustBeOpen();
  }

  #mustBeOpen(): void {
    if (this.#broken) throw this.#broken;
  }
}

/** One line for each worker, opened when first used. `ask` throws when the answer is not the status expected. */
export function httpLines(origin: string): { ask: (worker: number, expected: number, ...request: Parameters<HttpLine['ask']>) => Promise<HttpAnswer>; close: () => void } {
  const lines: (Promise<HttpLine> | undefined)[] = [];
  return {
    ask: async (worker, expected, ...request) => {
      const line = await (lines[worker] ??= HttpLine.open(origin));
      const answer = await line.ask(...request);
      if (answer.status !== expected) throw new Error(`${request[0]} ${request[1]} answered ${answer.status} instead of ${expected}: ${answer.body.slice(0, 500)}`);
      return answer;
    },
    close: () => { for (const line of lines) void line?.then((open) => open.close(), () => undefined); },
  };
}
