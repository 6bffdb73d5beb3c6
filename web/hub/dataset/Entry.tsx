import { App } from 'antd';
import type { ReactNode } from 'react';
import type { FormSchema, FormValue } from '../../ui/form/fields.ts';
import { hubWords } from '../../words/hub.ts';
import { FieldList } from '../../ui/form/FieldList.tsx';
import { FieldsForm } from '../../ui/form/FieldsForm.tsx';
import { sayer } from '../../ui/words.ts';
import { changeEntry, useDatasetChange, type Dataset, type EntryChange } from '../api.ts';
import { openingNames, sharingNames } from '../catalogue/CataloguePage.tsx';

const say = sayer(hubWords);
const choice = (title: string, labels: Readonly<Record<string, string>>) => ({ title, 'x-kind': 'choice', 'x-labels': labels });
const text = (title: string, more: object = {}) => ({ title, 'x-kind': 'text', maxLength: 200, ...more });

/** The entry of the catalogue as a form, drawn by the same renderer as every form of the city. */
const schema: FormSchema = {
  properties: {
    title: text(say('tableTitle')),
    summary: { title: say('summary'), 'x-kind': 'longText', maxLength: 2000 },
    keywords: text(say('keywords'), { description: say('keywordsHint') }),
    category: text(say('category'), { description: say('categoryHint'), maxLength: 10 }),
    duty: text(say('duty')),
    source: text(say('source')),
    grade: choice(say('grade'), { general: say('gradeGeneral'), important: say('gradeImportant'), core: say('gradeCore') }),
    level: choice(say('level'), { 1: '1', 2: '2', 3: '3', 4: '4' }),
    gradeBasis: text(say('gradeBasis')),
    sharing: choice(say('share'), sharingNames),
    sharingCondition: text(say('sharingCondition')),
    sharingBasis: text(say('sharingBasis')),
    opening: choice(say('opening'), openingNames),
    openingCondition: text(say('openingCondition')),
    cycle: choice(say('cycle'), { realtime: say('cycleRealtime'), daily: say('cycleDaily'), weekly: say('cycleWeekly'), monthly: say('cycleMonthly'), quarterly: say('cycleQuarterly'), yearly: say('cycleYearly'), other: say('cycleOther') }),
  },
  required: ['title'],
};

/** A condition is asked for where something is shared or opened on condition, a basis where nothing is shared. */
const idle = ({ sharing, opening }: FormValue): string[] => [
  ...(sharing === 'conditional' ? [] : ['sharingCondition']), ...(sharing === 'none' ? [] : ['sharingBasis']), ...(opening === 'conditional' ? [] : ['openingCondition']),
];

/** What the catalogue says of a dataset: shown to everybody, filled in by its owner. What is still missing, publishing tells. */
export function Entry({ dataset, etag, editable }: { dataset: Dataset; etag: string | null; editable: boolean }): ReactNode {
  const { message } = App.useApp();
  const saving = useDatasetChange(dataset.id, changeEntry(dataset.id, etag));
  const value = asForm(dataset);
  if (!editable) return <FieldList schema={schema} value={value} />;
  return (
    <div className="reading">
      <FieldsForm name="entry" schema={schema} start={value} idle={idle} error={saving.error} busy={saving.isPending} {...(dataset.status === 'draft' ? { optionalWords: say('beforePublishing') } : {})} submitWords={say('saveEntry')} submit={(given) => saving.mutate(fromForm(given), { onSuccess: () => void message.success(say('saved')) })} />
    </div>
  );
}

/** The fields of the form alone: what else a dataset has is not sent back. */
const asForm = (dataset: Dataset): FormValue => ({ ...Object.fromEntries(Object.keys(schema.properties ?? {}).map((name) => [name, dataset[name as keyof Dataset]])), keywords: dataset.keywords.join('、'), level: dataset.level === null ? undefined : String(dataset.level) });

function fromForm(given: FormValue): EntryChange {
  const { keywords, level, ...rest } = given;
  return { ...(rest as EntryChange), keywords: String(keywords ?? '').split(/[、，,;；\s]+/).filter(Boolean), ...(level ? { level: Number(level) } : {}) };
}
