/** Signs demonstration accounts in and gives the headers they ask with. */
export async function signedIn(url: string, username: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: 'yiwang-demo' }) });
  if (answer.status !== 201) throw new Error(`${username} could not sign in: ${await answer.text()}`);
  return { authorization: `Bearer ${((await answer.json()) as { token: string }).token}` };
}

/** A photo uploaded by an account, as evidence in acts that need one. Answers its id. */
export async function uploadPhoto(url: string, headers: Record<string, string>): Promise<string> {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
  const form = new FormData();
  form.append('file', new Blob([png], { type: 'image/png' }), 'spot.png');
  const answer = await fetch(`${url}/api/v1/files`, { method: 'POST', headers, body: form });
  if (answer.status !== 201) throw new Error(`the photo was not taken: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
