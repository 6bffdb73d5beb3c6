import { AFRelationship, decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFStream, PDFString } from 'pdf-lib';
import { startOf } from '#kernel/time/day.ts';
import { statementFiles, type LicenceFacts, type SignedStatement } from './statement.ts';

/** Attaches statement, signature and public key, so that the file can be checked by anybody without us. */
export async function attachStatement(document: PDFDocument, facts: LicenceFacts, signed: SignedStatement): Promise<void> {
  const date = { creationDate: startOf(facts.issuedOn), modificationDate: startOf(facts.issuedOn) };
  const attach = (bytes: Uint8Array, name: string, mimeType: string, description: string): Promise<void> =>
    document.attach(bytes, name, { mimeType, description, afRelationship: AFRelationship.Data, ...date });
  await attach(signed.statement, statementFiles.statement, 'application/json', '证照数据（规范 JSON，签名的原文）');
  await attach(signed.signature, statementFiles.signature, 'application/octet-stream', 'SM2 签名（DER，SM3，signer id 1234567812345678）');
  await attach(Buffer.from(signed.publicKeyPem), statementFiles.publicKey, 'application/x-pem-file', '颁发机构公钥（应与公布的公钥核对）');
}

/** Title, issuer, language and date of the file, for readers, archives and screen readers. */
export function describeFile(document: PDFDocument, facts: LicenceFacts): void {
  document.setTitle(`${facts.name} ${facts.number}`, { showInWindowTitleBar: true });
  document.setAuthor(facts.issuer.name);
  document.setSubject(facts.identifier);
  document.setLanguage('zh-CN');
  document.setProducer('Yiwang 一网');
  document.setCreator('Yiwang 一网');
  document.setCreationDate(startOf(facts.issuedOn));
  document.setModificationDate(startOf(facts.issuedOn));
}

/** Far above any licence we print. What strangers send may unpack to a thousand times its size, so it must be small. */
const largest = 300_000;

/** The signed statement inside a PDF that somebody shows us; null where it holds none, is no PDF, or is larger than any licence. */
export async function readStatement(pdf: Uint8Array): Promise<SignedStatement | null> {
  if (pdf.length > largest) return null;
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
    const [statement, signature, publicKey] = [statementFiles.statement, statementFiles.signature, statementFiles.publicKey].map((name) => attachment(document, name));
    return statement && signature && publicKey ? { statement, signature, publicKeyPem: publicKey.toString('utf8') } : null;
  } catch {
    return null; // The library has many ways to stumble over a broken file; to us they are all one.
  }
}

/** Follows the name tree Catalog → Names → EmbeddedFiles down to one file of that name. */
function attachment(document: PDFDocument, name: string): Buffer | null {
  const tree = document.catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.lookupMaybe(PDFName.of('EmbeddedFiles'), PDFDict);
  const names = tree?.lookupMaybe(PDFName.of('Names'), PDFArray);
  for (let at = 0; names && at + 1 < names.size(); at += 2) {
    const key = names.lookup(at);
    if (!(key instanceof PDFString || key instanceof PDFHexString) || key.decodeText() !== name) continue;
    const file = names
      .lookupMaybe(at + 1, PDFDict)
      ?.lookupMaybe(PDFName.of('EF'), PDFDict)
      ?.lookupMaybe(PDFName.of('F'), PDFStream);
    return file instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(file).decode()) : null;
  }
  return null;
}
