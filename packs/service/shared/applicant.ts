import { Type } from 'typebox';
import { idNumber, phone, text } from '#kernel/schema/fields.ts';

/** The fields every applicant is asked, filled from the registry of persons. */
export const applicantFields = {
  applicantName: text('申请人姓名', { class: 'personal', prefill: 'person.name', maxLength: 60 }),
  applicantId: idNumber('申请人身份证号', { prefill: 'person.idNumber' }),
  applicantPhone: phone('联系电话', { prefill: 'person.phone' }),
} as const;

/** A field asked only for certain answers to the situation questions. */
export const when = <T extends object>(answers: Readonly<Record<string, readonly string[]>>, field: T): T => Type.Unsafe({ ...field, 'x-when': answers }) as unknown as T;

export const applicantEnglish = { 申请人姓名: 'Applicant’s name', 申请人身份证号: 'Applicant’s identity number', 联系电话: 'Telephone' } as const;
