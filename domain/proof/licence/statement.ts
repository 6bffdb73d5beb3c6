import { canonicalJson } from '#kernel/crypto/canonical-json.ts';
import type { Signer } from '#kernel/crypto/module.ts';
import { sm2Verify } from '#kernel/crypto/sm2.ts';
import { sm2PublicKeyToPem, type Sm2PublicKey } from '#kernel/crypto/sm2-keys.ts';
import type { Day } from '#kernel/time/day.ts';

/** One element of a licence's face (照面要素), in the order in which they stand. */
export type FaceElement = { readonly name: string; readonly title: string; readonly value: string };

/** What a licence says: the metadata of GB/T 36903 and its face. This, not the picture of it, is what is signed. */
export type LicenceFacts = {
  /** 证照标识, see identifier.ts. */
  readonly identifier: string;
  /** 证照名称. */
  readonly name: string;
  /** 证照编号, as printed. */
  readonly number: string;
  readonly issuer: { readonly name: string; readonly code: string };
  /** `codeType`: 001 credit code, 111 citizen identity number, others as in the national list. */
  readonly holder: { readonly name: string; readonly code: string; readonly codeType: string };
  readonly issuedOn: Day;
  readonly validFrom: Day;
  /** The last day on which it is valid; null: without end. */
  readonly validUntil: Day | null;
  /** 12 digits. */
  readonly regionCode: string;
  readonly face: readonly FaceElement[];
  /** Where anybody can see whether it still holds. */
  readonly verifyUrl: string;
};

/** The statement as bytes, and the issuer's signature over just these bytes. */
export type SignedStatement = { readonly statement: Buffer; readonly signature: Buffer; readonly publicKeyPem: string };

/** Names of the three parts where they are attached to a file or offered for download. */
export const statementFiles = { statement: 'statement.json', signature: 'statement.sig', publicKey: 'issuer-key.pem' } as const;

const form = 'yiwang-licence-1';

/** Writes the statement in canonical JSON and has it signed with SM2 and SM3 under the usual signer id. */
export async function signStatement(facts: LicenceFacts, signer: Signer): Promise<SignedStatement> {
  const statement = Buffer.from(canonicalJson({ form, ...facts }), 'utf8');
  return { statement, signature: await signer.sign(statement), publicKeyPem: sm2PublicKeyToPem(signer.publicKey) };
}

export type StatementReason = 'STATEMENT_SIGNATURE' | 'STATEMENT_FORM';
export type StatementOutcome = { readonly ok: true; readonly facts: LicenceFacts } | { readonly ok: false; readonly reason: StatementReason };

/**
 * Whether the issuer whose key is given made this statement, and what it says. The key must come from the city's published list:
 * the one that travels with the statement proves nothing.
 */
export function checkStatement({ statement, signature }: Pick<SignedStatement, 'statement' | 'signature'>, issuerKey: Sm2PublicKey): StatementOutcome {
  if (!sm2Verify(issuerKey, statement, signature)) return { ok: false, reason: 'STATEMENT_SIGNATURE' };
  const facts = factsIn(statement);
  return facts ? { ok: true, facts } : { ok: false, reason: 'STATEMENT_FORM' };
}

/** A key may have signed other things too; only what says that it is a licence statement is one. */
function factsIn(statement: Uint8Array): LicenceFacts | null {
  try {
    const { form: written, ...facts } = JSON.parse(Buffer.from(statement).toString('utf8')) as LicenceFacts & { readonly form?: string };
    return written === form ? facts : null;
  } catch {
    return null;
  }
}
