import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { lastAnchor } from '#kernel/chain/anchor.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import type { House } from '#kernel/house.ts';
import { perMinute, type App } from '#kernel/http/app.ts';
import { stepsOf, type Evidence } from '#domain/proof/evidence/evidence.ts';
import { verifyEvidence, type Verdict } from '#domain/proof/evidence/verify.ts';
import { witnessesNow } from '#domain/proof/evidence/witness.ts';
import { speaker } from '#web/words/dictionary.ts';
import { evidenceWords } from '#web/words/portal/evidence.ts';
import { moment } from '../friendly.ts';
import { html } from '../html.ts';
import { sendPage, withCsrf, type Page } from '../page.ts';
import { asked, visitOf, type Visit } from '../visit.ts';

const largest = 50 * 1024 * 1024;

/** What somebody brings to be verified: the hashes of a file, or one they reckoned themselves. */
type Brought = { readonly digests: readonly string[]; readonly id: string; readonly hashes: { readonly sm3: string; readonly sha256: string } | null };

/** `/evidence`: a box for a file, one for a hash, and how the chain stands; with a hash in the address, what is known of it. */
export async function evidencePage(visit: Visit): Promise<Page> {
  const [digest, id] = [asked(visit.request, 'digest').toLowerCase(), asked(visit.request, 'id')];
  if (digest === '' && asked(visit.request, 'ready') === '') return form(visit, false);
  return /^[0-9a-f]{64}$/.test(digest) ? result(visit, { digests: [digest], id, hashes: null }) : form(visit, true);
}

/** Takes a file as it is sent: it is hashed in memory and not kept, so that a stranger may send one. */
export function evidenceRoute(app: App, house: House): void {
  app.post('/evidence', { config: { permission: 'public', ...perMinute(20) }, schema: { hide: true } }, async (request, reply) => {
    const brought = request.isMultipart() ? await hashesOf(request) : null;
    const visit = await visitOf(house, request);
    return sendPage(reply, visit, brought ? await result(visit, brought) : await form(visit, true));
  });
}

async function hashesOf(request: FastifyRequest): Promise<Brought | null> {
  let [id, found]: [string, Brought['hashes']] = ['', null];
  for await (const part of request.parts({ limits: { files: 1, fields: 10, fileSize: largest } })) {
    if (part.type === 'field') id = part.fieldname === 'id' ? String(part.value).trim().slice(0, 40) : id;
    else {
      const bytes = await part.toBuffer();
      if (part.filename !== '' && bytes.length > 0) found = { sm3: sm3(bytes).toString('hex'), sha256: createHash('sha256').update(bytes).digest('hex') };
    }
  }
  return found && { digests: [found.sm3, found.sha256], id, hashes: found };
}

async function result(visit: Visit, { digests, id, hashes }: Brought): Promise<Page> {
  const { house, locale } = visit;
  const say = speaker(evidenceWords, locale);
  const { outcome, entries }: Verdict = await verifyEvidence(house.db, digests, id === '' ? null : id);
  const shown = outcome === 'unknown' ? [] : entries.slice(0, 10);
  const threads = await Promise.all([...new Set(shown.flatMap(({ thread }) => (thread ? [thread] : [])))].map((thread) => stepsOf(house.db, thread)));
  const found = new Set(shown.map((entry) => entry.id));
  return {
    title: say(outcome),
    body: html`<div class="reading"><div class="${outcome === 'same' ? 'done-box' : 'yours-box'}"><h1>${say(outcome)}</h1>${outcome !== 'same' && html`<p class="gap-s">${say('unknownNext')}</p>`}</div>
${shown.map((entry) => html`<dl class="facts gap-s"><div class="fact"><dt>${say('storedAt')}</dt><dd>${moment(new Date(entry.at), visit.now, locale)}</dd></div><div class="fact"><dt>${say('kind')}</dt><dd><code>${entry.kind}</code></dd></div><div class="fact"><dt>${say('number')}</dt><dd><code>${entry.id}</code></dd></div></dl>
<p><a href="/api/v1/evidence/${entry.id}/receipt" download="receipt-${entry.id}.json">${say('receipt')}</a></p>`)}
${threads.map((thread) => steps(visit, thread, found))}
${hashes && html`<dl class="facts gap-s"><div class="fact"><dt>${say('sm3')}</dt><dd><code class="hash">${hashes.sm3}</code></dd></div><div class="fact"><dt>${say('sha')}</dt><dd><code class="hash">${hashes.sha256}</code></dd></div></dl>`}
<p class="actions"><a class="button" href="/evidence">${say('again')}</a></p><p class="hint">${say('offline')}</p></div>`,
  };
}

function steps(visit: Visit, thread: readonly Evidence[], found: ReadonlySet<string>) {
  const say = speaker(evidenceWords, visit.locale);
  if (thread.length < 2) return html``;
  return html`<h2 class="gap">${say('thread')}</h2><dl class="facts gap-s">${thread.map((step, at) => html`<div class="fact"><dt>${say('step', { n: at + 1 })}</dt><dd>${found.has(step.id) ? html`<strong>${step.kind}</strong>` : step.kind} · ${moment(new Date(step.at), visit.now, visit.locale)}</dd></div>`)}</dl>`;
}

async function form(visit: Visit, faulty: boolean): Promise<Page> {
  const { house, locale } = visit;
  const say = speaker(evidenceWords, locale);
  const [anchor, said] = await Promise.all([lastAnchor(house.db, 'evidence'), witnessesNow(house.db)]);
  const lastOf = (name: string) => said.find((each) => each.name === name);
  return {
    title: say('title'), faulty,
    body: html`<div class="reading">${faulty && html`<div class="summary" role="alert"><p>${say('missing')}</p></div>`}<h1>${say('title')}</h1><p class="page-head">${say('lead')}</p>
<form action="${withCsrf(visit, '/evidence')}" method="post" enctype="multipart/form-data"><div class="field"><label for="file">${say('file')}</label><p class="hint" id="file-hint">${say('fileHint')}</p><input id="file" name="file" type="file" aria-describedby="file-hint" required></div>
<div class="field"><label for="id">${say('id')}</label><p class="hint" id="id-hint">${say('idHint')}</p><input id="id" type="text" name="id" maxlength="40" autocomplete="off" aria-describedby="id-hint"></div><div class="actions"><button class="primary">${say('button')}</button></div></form>
<h2 class="gap">${say('hashTitle')}</h2><form action="/evidence"><div class="field"><label for="digest">${say('hash')}</label><p class="hint" id="digest-hint">${say('hashHint')}</p><input id="digest" type="text" name="digest" maxlength="64" autocomplete="off" spellcheck="false" aria-describedby="digest-hint"></div><div class="actions"><button name="ready" value="1">${say('button')}</button></div></form>
<h2 class="gap">${say('chain')}</h2><p>${anchor ? html`${say('entries', { count: anchor.size })}${moment(anchor.at, visit.now, locale)}` : say('empty')}</p>
${house.config.witnesses.length > 0 && html`<dl class="facts gap-s">${house.config.witnesses.map(({ name }) => {
  const last = lastOf(name);
  return html`<div class="fact"><dt>${name}</dt><dd>${last?.said === 'agrees' ? say('agrees') : last?.said === 'disagrees' ? say('disagrees', { words: last.words ?? '' }) : say('silent')}</dd></div>`;
})}</dl>`}<p class="hint">${say('offline')}</p></div>`,
  };
}
