import type { Problem } from '#kernel/http/edge.ts';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

/** A refusal of the API, in the reader's words: what, why, what next, and each wrong field. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} ${problem.title}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  /** Whether sending the same again may succeed: no answer came, or the server was busy. */
  get passing(): boolean {
    return this.problem.status === 0 || this.problem.status === 429 || this.problem.status === 503;
  }
}

/** Whatever was thrown, as a problem that can be shown. */
export const problemOf = (error: unknown): Problem => (error instanceof ProblemError ? error.problem : noAnswer());

/** The network failed before any answer came; status 0. */
export const noAnswer = (): Problem => ({ type: 'urn:yiwang:error:NO_ANSWER', code: 'NO_ANSWER', status: 0, title: say('noAnswer'), detail: say('noAnswerWhy'), next: say('noAnswerNext'), traceId: '' });

/** Reads the problem out of an answer; an answer without one (a proxy's page) becomes ODD_ANSWER. */
export async function problemIn(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    if (typeof body.code === 'string' && typeof body.title === 'string') return body as Problem;
  } catch {
    // not JSON: said below
  }
  return { type: 'urn:yiwang:error:ODD_ANSWER', code: 'ODD_ANSWER', status: response.status, title: say('oddAnswer'), detail: say('oddAnswerWhy', { status: response.status }), next: say('oddAnswerNext'), traceId: response.headers.get('x-trace-id') ?? '' };
}
