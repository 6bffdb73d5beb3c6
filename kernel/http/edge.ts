import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../errors/common.ts';
import { Refusal, wordsOf } from '../errors/refusal.ts';
import { faultsOf, type CheckError } from '../schema/faults.ts';

/** How a face shows a failure to a person (an HTML page); the portal sets it, everything else gets problem+json. */
export type FailurePage = (request: FastifyRequest, reply: FastifyReply, problem: Problem) => FastifyReply | Promise<FastifyReply>;

/** RFC 9457, plus a permanent code, what to do next, each wrong field, and the trace to name when asking for help. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly next: string;
  readonly traceId: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
};

declare module 'fastify' {
  interface FastifyContextConfig {
    failurePage?: FailurePage;
  }
}

/** The one edge: every failure of every route becomes an answer here. */
export function answerFailure(error: FastifyError | Refusal | Error, request: FastifyRequest, reply: FastifyReply): unknown {
  const refusal = asRefusal(error, request);
  if (refusal.entry.status >= 500) request.log.error({ err: error, trace: request.traceId }, error.message);
  return answer(refusal, request, reply);
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): unknown {
  return answer(refuse('NOT_FOUND'), request, reply);
}

let pageForPeople: FailurePage | null = null;
/** The portal's page for failures met by a person in a browser. */
export const showFailuresWith = (page: FailurePage) => void (pageForPeople = page);

function answer(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): unknown {
  const problem = problemOf(refusal, request);
  reply.code(problem.status);
  const page = request.routeOptions.config?.failurePage ?? (wantsPage(request) ? pageForPeople : null);
  if (page) return page(request, reply, problem);
  return reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

/** A person with a browser, not under /api, gets a page. */
const wantsPage = (request: FastifyRequest) => !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

/** A refusal in the reader's words. */
export function problemOf(refusal: Refusal, request: Pick<FastifyRequest, 'locale' | 'traceId'>): Problem {
  const words = wordsOf(refusal, request.locale);
  return {
    type: `urn:yiwang:error:${refusal.code}`,
    title: words.title,
    status: refusal.entry.status,
    detail: words.detail,
    code: refusal.code,
    next: words.next,
    traceId: request.traceId,
    ...(refusal.faults.length > 0 ? { errors: refusal.faults.map((fault) => ({ pointer: fault.pointer, message: fault[request.locale] })) } : {}),
  };
}

function asRefusal(error: FastifyError | Refusal | Error, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error;
  const failure = error as FastifyError & { validation?: CheckError[]; validationContext?: string };
  if (failure.validation) {
    const schema = request.routeOptions.schema?.[failure.validationContext as 'body'];
    const faults = faultsOf(failure.validation, schema as Record<string, unknown> | undefined, failure.validationContext === 'body' ? '' : `/${failure.validationContext}`);
    return refuse('INPUT_INVALID', { count: faults.length }, faults);
  }
  switch (failure.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
    case 'FST_FILES_LIMIT':
      return refuse('BODY_TOO_LARGE', { limit: failure.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? '2 MB' : '600 MB' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return refuse('MEDIA_TYPE_UNKNOWN', { type: String(request.headers['content-type'] ?? '—') });
    case '57014':
      return refuse('BUSY');
    default:
  }
  if (isMultipartFault(failure, request)) return refuse('BODY_UNREADABLE', { reason: failure.message });
  if (isInputFault(failure)) return refuse('INPUT_INVALID', { count: 1 }, [inputFault(failure)]);
  if (typeof failure.statusCode === 'number' && failure.statusCode >= 400 && failure.statusCode < 500) return refuse('BODY_UNREADABLE', { reason: failure.message });
  return refuse('UNEXPECTED', { trace: request.traceId });
}

/** What the reader of multipart bodies says of one that is cut off or has no parts: it gives its errors no code. */
const isMultipartFault = (error: Error, request: FastifyRequest) => /^multipart\//i.test(request.headers['content-type'] ?? '') && /multipart|boundary|part header|part terminated/i.test(error.message);

/** What PostgreSQL says of a value no check had foreseen (class 22: NUL bytes, numbers out of range, wrong dates). */
const isInputFault = (error: { code?: string }) => /^22[0-9A-Z]{3}$/.test(error.code ?? '');
const inputFault = (error: Error) => ({ pointer: '', zh: `有一处内容无法保存：${error.message}`, en: `A value cannot be stored: ${error.message}` });
