import { PDFDocument } from 'pdf-lib';
import { fullDay } from '#kernel/time/friendly.ts';
import { attachStatement, describeFile } from './attachments.ts';
import { draw, ink } from './drawing.ts';
import { drawFace, layOut } from './face.ts';
import { embedFonts } from './fonts.ts';
import { drawFurniture } from './furniture.ts';
import { pageHeight, pageWidth, type LicencePrint } from './page.ts';
import type { FaceElement, LicenceFacts, SignedStatement } from './statement.ts';

/** The file, and characters of names that the font cannot show: they stand as 〓 and the issuer should be told. */
export type LicencePdf = { readonly bytes: Uint8Array; readonly lacking: readonly string[] };

/**
 * Prints a licence as PDF: frame, title, face, issuer, QR code, state, with the signed statement attached so that the file
 * can be checked without us. The page is for the eye; the statement is what was signed.
 */
export async function printLicence(facts: LicenceFacts, signed: SignedStatement, print: LicencePrint): Promise<LicencePdf> {
  const document = await PDFDocument.create();
  const lacking = new Set<string>();
  const fonts = await embedFonts(document, lacking);
  const sheets = layOut(rowsOf(facts), fonts);
  sheets.forEach((sheet, index) => {
    const page = document.addPage([pageWidth, pageHeight]);
    drawFurniture(page, facts, print, fonts);
    drawFace(page, sheet, fonts);
    if (sheets.length > 1) draw(page, `第 ${index + 1} 页，共 ${sheets.length} 页`, pageWidth / 2, 50, { face: fonts.regular, size: 8, color: ink.second }, 'middle');
  });
  describeFile(document, facts);
  await attachStatement(document, facts, signed);
  return { bytes: await document.save(), lacking: [...lacking] };
}

function rowsOf(facts: LicenceFacts): FaceElement[] {
  const from = fullDay(facts.validFrom, 'zh');
  const value = facts.validUntil === null ? `${from}起长期有效` : `自${from}至${fullDay(facts.validUntil, 'zh')}`;
  return [...facts.face, { name: 'validity', title: '有效期限', value }];
}
