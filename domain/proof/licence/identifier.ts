import { checkUscc } from '#domain/subject/identifiers/uscc.ts';

/** The parts of an e-licence identifier (电子证照标识, GB/T 36904-2018). */
export type LicenceIdentifier = {
  /** 21 characters: credit code of the body that defined the type, and 3 digits. */
  readonly typeCode: string;
  /** Credit code of the issuer. */
  readonly issuerCode: string;
  /** Up to 32 characters 0–9 A–Z, the issuer's own numbering. */
  readonly serial: string;
  /** Counts re-issues (change, renewal), from 1 to 999. */
  readonly version: number;
};

/** Why a text is no e-licence identifier. */
export type LicenceIdentifierReason = 'LICENCE_ID_FORM' | 'LICENCE_ID_TYPE' | 'LICENCE_ID_ISSUER' | 'LICENCE_ID_CHECK';
export type LicenceIdentifierOutcome =
  ({ readonly ok: true; readonly value: string } & LicenceIdentifier) | { readonly ok: false; readonly reason: LicenceIdentifierReason };

/** All e-licences of the country stand under this object identifier. */
const root = '1.2.156.3005.2';
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Writes an identifier with its check character. Throws a RangeError for parts that cannot stand in one. */
export function writeLicenceIdentifier({ typeCode, issuerCode, serial, version }: LicenceIdentifier): string {
  const parts = [typeCode, issuerCode, serial, String(version).padStart(3, '0')];
  const text = [root, ...parts, licenceCheck(parts.join(''))].join('.');
  const outcome = checkLicenceIdentifier(text);
  if (!outcome.ok) throw new RangeError(`${text} is no e-licence identifier (${outcome.reason}).`);
  return outcome.value;
}

/** Reads an identifier as people type or scan it and checks its form, both credit codes inside and the check character. */
export function checkLicenceIdentifier(text: string): LicenceIdentifierOutcome {
  const value = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
  const form = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,32})\.(\d{3})\.([0-9A-Z])$/;
  const [, typeCode, issuerCode, serial, version, check] = form.exec(value) ?? [];
  if (!typeCode || !issuerCode || !serial || !version || !check || version === '000') return { ok: false, reason: 'LICENCE_ID_FORM' };
  if (licenceCheck(typeCode + issuerCode + serial + version) !== check) return { ok: false, reason: 'LICENCE_ID_CHECK' };
  if (!isLicenceTypeCode(typeCode)) return { ok: false, reason: 'LICENCE_ID_TYPE' };
  if (!checkUscc(issuerCode).ok) return { ok: false, reason: 'LICENCE_ID_ISSUER' };
  return { ok: true, value, typeCode, issuerCode, serial, version: Number(version) };
}

/** Whether a text is a licence type code: the credit code of the body that defined the type, and 3 digits. */
export function isLicenceTypeCode(text: string): boolean {
  return /^[0-9A-Z]{18}\d{3}$/.test(text) && checkUscc(text.slice(0, 18)).ok;
}

/** The check character over the parts without dots and root: ISO 7064 MOD 37,36. */
export function licenceCheck(characters: string): string {
  let product = 36;
  for (const character of characters) {
    product = (product + alphabet.indexOf(character)) % 36 || 36;
    product = (product * 2) % 37;
  }
  return alphabet.charAt((37 - product) % 36);
}
