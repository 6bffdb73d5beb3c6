import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { create } from '../../ui/api/client.ts';
import { FieldsForm } from '../../ui/form/FieldsForm.tsx';
import type { FormSchema } from '../../ui/form/fields.ts';
import { Moment } from '../../ui/parts/Moment.tsx';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { Dataset } from '../api.ts';
import { openingNames, sharingNames } from '../catalogue/CataloguePage.tsx';
import type { DataRequest } from '../sharing/shapes.ts';

const say = sayer(hubWords);

const requestSchema = (dataset: Dataset): FormSchema => ({
  properties: {
    columns: { title: say('columnsAsked'), 'x-kind': 'choices', 'x-labels': Object.fromEntries(dataset.columns.map(({ name, title }) => [name, title])) },
    purpose: { title: say('purposeAsked'), 'x-kind': 'longText', maxLength: 1000 },
    scenario: { title: say('scenario'), 'x-kind': 'text', maxLength: 200 },
    basis: { title: say('basis'), 'x-kind': 'text', maxLength: 400 },
    frequency: { title: say('frequency'), 'x-kind': 'text', maxLength: 100 },
    until: { title: say('until'), 'x-kind': 'date' },
  },
  required: ['columns', 'purpose', 'scenario', 'basis', 'frequency', 'until'],
});

/** On what terms the data is shared, and the form to ask for it. */
export function SharingTab({ dataset, asking }: { dataset: Dataset; asking: boolean }): ReactNode {
  return (
    <>
      <dl className="facts">
        <div><dt>{say('share')}</dt><dd>{dataset.sharing ? sharingNames[dataset.sharing] : '—'}</dd></div>
        <div><dt>{say('opening')}</dt><dd>{dataset.opening ? openingNames[dataset.opening] : '—'}</dd></div>
        {dataset.sharing === 'conditional' && dataset.sharingCondition && <div className="wide"><dt>{say('sharingCondition')}</dt><dd>{dataset.sharingCondition}</dd></div>}
        {dataset.sharing === 'none' && dataset.sharingBasis && <div className="wide"><dt>{say('sharingBasis')}</dt><dd>{dataset.sharingBasis}</dd></div>}
        <div><dt>{say('use')}</dt><dd>{say('requestsCount', { requests: dataset.use.requests, calls: dataset.use.calls })}</dd></div>
      </dl>
      {dataset.users.length > 0 && (
        <section>
          <h2 className="section-title">{say('users')}</h2>
          <ul className="users">{dataset.users.map(({ organ, organName, purpose, until }) => <li key={`${organ} ${until}`}><span className="strong">{organName}</span><span>{purpose}</span><span className="quiet">{say('until')} <Moment at={until} day /></span></li>)}</ul>
        </section>
      )}
      {asking && <Ask dataset={dataset} />}
    </>
  );
}

function Ask({ dataset }: { dataset: Dataset }): ReactNode {
  const queries = useQueryClient();
  const [undertakes, undertake] = useState(false);
  const [missed, miss] = useState(false);
  const asking = useMutation({
    mutationFn: (given: Record<string, unknown>) => create<DataRequest>('/api/v1/data-requests', { ...given, until: `${String(given['until'])}T23:59:59+08:00`, datasetId: dataset.id, undertaking: true }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['dataset'] }),
    onSuccess: ({ id }) => navigate(`/hub/requests/${id}`),
  });
  return (
    <section className="reading" aria-labelledby="ask-title">
      <h2 id="ask-title" className="section-title">{say('requestIt')}</h2>
      <FieldsForm name="ask" schema={requestSchema(dataset)} error={asking.error} busy={asking.isPending} submitWords={say('sendRequest')} submit={(given) => { miss(!undertakes); if (undertakes) asking.mutate(given); }}>
        <div className="field">
          <label className="undertaking"><input type="checkbox" checked={undertakes} aria-invalid={missed || undefined} aria-describedby={missed ? 'undertaking-fault' : undefined} onChange={(event) => undertake(event.target.checked)} /> {say('undertaking')}</label>
          {missed && !undertakes && <p className="field-fault" id="undertaking-fault" role="alert">{say('undertakingMissing')}</p>}
        </div>
      </FieldsForm>
    </section>
  );
}
