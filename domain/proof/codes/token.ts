import { sm2Verify } from '#kernel/crypto/sm2.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import type { Signer } from '#kernel/crypto/module.ts';
import type { Sm2PublicKey } from '#kernel/crypto/sm2-keys.ts';

/** The name of the city's key for codes. */
export const codeKey = 'codes';

/** What stands in a code, readable by anybody: nothing of the holder but what they agreed to show without network. */
export type CodeFacts = {
  readonly v: 1;
  /** r: of a person (居民码), e: of an enterprise (企业码). */
  readonly k: 'r' | 'e';
  /** Once and never again. */
  readonly n: string;
  /** From and until, seconds of Unix time. */
  readonly t: number;
  readonly u: number;
  /** The scene it is bound to. */
  readonly s?: string;
  /** What devices without network may show: title and value, in turn. */
  readonly f?: readonly string[];
};

/** `YW1.` facts `.` signature: SM2 over SM3 with the usual signer id over everything before the last dot, DER. */
export async function writeCode(facts: CodeFacts, signer: Signer): Promise<string> {
  const said = `YW1.${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
  return `${said}.${(await signer.sign(Buffer.from(said))).toString('base64url')}`;
}

/** The facts of a code whose signature holds; null for anything else. Looks at no clock and no register: this is all a device without network can do. */
export function readCode(code: string, publicKey: Sm2PublicKey): CodeFacts | null {
  const parts = /^(YW1\.([\w-]{20,1500}))\.([\w-]{80,120})$/.exec(code);
  if (!parts || !sm2Verify(publicKey, Buffer.from(parts[1] ?? ''), Buffer.from(parts[3] ?? '', 'base64url'))) return null;
  return JSON.parse(Buffer.from(parts[2] ?? '', 'base64url').toString('utf8')) as CodeFacts;
}

/** What the register knows a code by. */
export const hashOfCode = (code: string): string => sm3(code).toString('hex');
