import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FailurePage } from '#kernel/http/edge.ts';
import { toXml, type XmlValue } from './xml.ts';

/** Answers in the format the suffix asks for: XML with the root of the specification, or a bare JSON list. */
export function answer(request: FastifyRequest, reply: FastifyReply, root: string, value: XmlValue): FastifyReply {
  return isJson(request) ? reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(value)) : reply.header('content-type', 'text/xml; charset=utf-8').send(toXml(root, value));
}

const isJson = (request: FastifyRequest) => /\.json$/.test(request.url.split('?')[0] ?? '');

/** Failures as Open311 clients read them: a list of code and description. */
export const open311Failure: FailurePage = (request, reply, problem) => {
  const details = problem.errors?.map((fault) => fault.message) ?? [];
  return answer(request, reply, 'errors', [{ code: problem.code, description: [problem.title, problem.detail, ...details, problem.next].join(' ') }]);
};
