import { Secret, TOTP } from 'otpauth';

const step = 30_000;

/** An authenticator app on somebody's phone. */
export class Authenticator {
  readonly #app: TOTP;
  #last = 0;

  constructor(secret: string) {
    this.#app = new TOTP({ secret: Secret.fromBase32(secret) });
  }

  /**
   * A code not shown before: of this half minute, and the second time within it of the coming one, which a clock that is a little
   * fast would show. Both are still good when the half minute ends before the city reads them.
   */
  next(): string {
    this.#last = Math.max(Math.floor(Date.now() / step), this.#last + 1);
    return this.#app.generate({ timestamp: this.#last * step });
  }
}
