import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/crypto/canonical-json.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';

/** The name of the city's key for watermarks. */
export const watermarkKey = 'watermark';

/** A watermark that names the receiver: what the file says of itself, signed, so that neither name nor content can be exchanged. */
export type Watermark = { readonly receiver: string; readonly accountId: string; readonly what: string; readonly at: string; readonly sha256: string; readonly signature: string };

/** Stamps content for one receiver. */
export async function stamp(house: House, { receiver, accountId, what, content }: { receiver: string; accountId: string; what: string; content: string }): Promise<Watermark> {
  const said = { receiver, accountId, what, at: formatMoment(house.clock.now()), sha256: createHash('sha256').update(content).digest('hex') };
  const signature = await (await house.crypto.signer(watermarkKey)).sign(Buffer.from(canonicalJson(said), 'utf8'));
  return { ...said, signature: signature.toString('base64') };
}
