import type { House } from '#kernel/house.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { proofTypes } from './define.ts';
import { licenceKey } from './issue.ts';
import type { LicenceFacts } from './licence/statement.ts';
import type { Proof } from './proof.ts';

/** The licence as a PDF, as it stands now, with the signed statement attached. */
export async function drawProof(house: House, proof: Proof): Promise<Buffer> {
  // Loaded with the first licence that is drawn: fonts and PDF are a tenth of what a start would load.
  const { printLicence } = await import('./licence/licence-pdf.ts');
  const { publicKey } = await house.crypto.signer(licenceKey);
  const type = house.declared.find(proofTypes, proof.type);
  const { bytes, lacking } = await printLicence(
    JSON.parse(proof.statement.toString('utf8')) as LicenceFacts,
    { statement: proof.statement, signature: proof.signature, publicKeyPem: sm2PublicKeyToPem(publicKey) },
    { state: proof.state, printedAt: house.clock.now(), demonstration: house.config.demo, ...(type ? { titleEn: house.declared.say(type.title, 'en') } : {}) },
  );
  if (lacking.length > 0) house.log.warn({ identifier: proof.identifier, lacking }, 'the licence font lacks characters');
  return Buffer.from(bytes);
}
