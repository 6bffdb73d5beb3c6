/** Answers of the audit API, as these pages use them. */
export type Entry = {
  readonly id: string; readonly at: string; readonly accountId: string | null; readonly accountName: string | null; readonly username: string | null; readonly act: string; readonly called: string | null; readonly object: string; readonly objectId: string | null;
  readonly traceId: string; readonly address: string | null; readonly purpose: string | null; readonly fields: readonly string[]; readonly subjects: number; readonly seq: number | null;
};
export type Anchor = { readonly size: number; readonly root: string; readonly at: string };
export type Proven = {
  readonly entry: Readonly<Record<string, unknown>> & { readonly act: string; readonly object: string; readonly objectId: string | null; readonly purpose: string | null; readonly address: string | null; readonly traceId: string; readonly fields: readonly string[]; readonly subjects: readonly string[] };
  readonly called: string | null; readonly at: string; readonly accountName: string | null; readonly username: string | null;
  readonly place: { readonly seq: number; readonly leaf: string; readonly block: { readonly height: number; readonly hash: string; readonly at: string } } | null;
  readonly proof: { readonly path: readonly string[]; readonly anchor: Anchor } | null;
};
export type Chain = { readonly size: number; readonly height: number | null; readonly root: string | null; readonly sealedAt: string | null; readonly waiting: number; readonly anchor: Anchor | null; readonly key: string; readonly certificate: string | null };
export type Fault = { readonly kind: 'entry-changed' | 'entry-missing' | 'leaf-missing' | 'root-wrong' | 'block-wrong' | 'anchor-wrong' | 'never-sealed'; readonly at: number; readonly ref: string | null };
export type Check = { readonly from: number; readonly to: number; readonly checked: number; readonly faults: readonly Fault[] };
