import type { Client } from './small-house.ts';

/** Shows a second factor as a demonstration account does: the code of the message that is shown instead of being sent. */
export async function proveFresh(client: Client, administrator: Client): Promise<void> {
  const { body } = await client.post('/api/v1/session/proof/message');
  const me = (await client.get('/api/v1/session')).body.reader.name as string;
  const { items } = (await administrator.get('/api/v1/messages')).body as { items: { name: string; text: string | null }[] };
  const code = /验证码 (\d{6})/.exec(items.find(({ name }) => name === me)?.text ?? '')?.[1];
  const answer = await client.post('/api/v1/session/proof', { challenge: body.challenge, code });
  if (answer.status !== 204) throw new Error(`${me} could not prove: ${JSON.stringify(answer.body)}`);
}
