/**
 * Lets single calls through in groups: while one group is under way the next one gathers, so that the cost of a commit is
 * shared by all who came meanwhile, and nobody waits longer than one group. A quiet hour has groups of one.
 */
export class Turnstile<Call, Answer> {
  readonly #pass: (calls: readonly Call[]) => Promise<Answer[]>;
  readonly #most: number;
  readonly #lanes: number;
  #waiting: { readonly call: Call; readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void }[] = [];
  #busy = 0;

  constructor(pass: (calls: readonly Call[]) => Promise<Answer[]>, { most = 200, lanes = 2 }: { most?: number; lanes?: number } = {}) {
    this.#pass = pass;
    this.#most = most;
    this.#lanes = lanes;
  }

  enter(call: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      if (this.#busy < this.#lanes) {
        this.#busy += 1;
        setImmediate(() => void this.#lane());
      }
    });
  }

  async #lane(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#most);
      try {
        const answers = await this.#pass(group.map(({ call }) => call));
        group.forEach(({ resolve }, index) => resolve(answers[index]!));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#busy -= 1;
  }
}
