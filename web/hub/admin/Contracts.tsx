import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { contractWords } from '../../words/contracts.ts';
import { create, read } from '../../ui/api/client.ts';
import { useOrgans } from '../../ui/api/directory.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(contractWords);

type Contract = { readonly id: string; readonly supplier: string; readonly uscc: string; readonly title: string; readonly organName: string; readonly fromOn: string; readonly untilOn: string; readonly endedAt: string | null; readonly accounts: number };
const key = ['subject', 'contracts'] as const;

/** Suppliers whose people work here: until when, with which accounts. */
export function Contracts(): ReactNode {
  const reader = useSession().data?.reader;
  const mayManage = reader !== undefined && holds(reader, 'account.manage');
  const contracts = useQuery({ queryKey: key, queryFn: ({ signal }) => read<Contract[]>('/api/v1/contracts', {}, signal) });
  const [asked, ask] = useState<{ contract: Contract; to: 'bind' | 'end' } | null>(null);
  const columns: readonly Column<Contract>[] = [
    { key: 'supplier', title: say('supplier'), width: '22rem', show: ({ supplier, uscc }) => <>{supplier} <span className="quiet">{uscc}</span></> },
    { key: 'content', title: say('content'), wideOnly: true, show: ({ title }) => title },
    { key: 'organ', title: say('organ'), wideOnly: true, show: ({ organName }) => organName },
    { key: 'days', title: `${say('from')} – ${say('until')}`, width: '13rem', show: ({ fromOn, untilOn }) => <span className="num">{fromOn} – {untilOn}</span> },
    { key: 'state', title: say('state'), width: '6rem', show: (contract) => say(stateOf(contract)) },
    { key: 'accounts', title: say('accounts'), width: '5rem', end: true, show: ({ accounts }) => <span className="num">{accounts}</span> },
    ...(mayManage ? [{ key: 'acts', title: '', width: '13rem', end: true, show: (contract: Contract) => contract.endedAt === null && <><button type="button" className="button plain" onClick={() => ask({ contract, to: 'bind' })}>{say('bind')}</button><button type="button" className="button plain" onClick={() => ask({ contract, to: 'end' })}>{say('end')}</button></> }] : []),
  ];
  return (
    <section>
      <PageHead title={say('title')}>{say('idea')}</PageHead>
      <div className="page-body">
        {mayManage && <Enter />}
        <Answer query={contracts}>{(rows) => (rows.length === 0 ? <Empty title={say('none')}>{say('noneWhy')}</Empty> : <RowTable name={say('title')} rows={rows} columns={columns} keyOf={({ id }) => id} />)}</Answer>
        {asked && <Asking key={`${asked.contract.id} ${asked.to}`} {...asked} close={() => ask(null)} />}
      </div>
    </section>
  );
}

function stateOf({ fromOn, untilOn, endedAt }: Contract): 'ended' | 'ahead' | 'over' | 'running' {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  if (endedAt) return 'ended';
  return today < fromOn ? 'ahead' : today > untilOn ? 'over' : 'running';
}

const fields = ['supplier', 'uscc', 'title', 'fromOn', 'untilOn'] as const;
const labels = { supplier: say('supplier'), uscc: say('uscc'), title: say('content'), fromOn: say('from'), untilOn: say('until') } as const;
const nothing = { supplier: '', uscc: '', title: '', fromOn: '', untilOn: '' };

function Enter(): ReactNode {
  const [given, set] = useState(nothing);
  const [organ, choose] = useState<string | undefined>();
  const organs = useOrgans().data ?? [];
  const queries = useQueryClient();
  const enter = useMutation({ mutationFn: () => create('/api/v1/contracts', { ...given, organ }), onSuccess: () => { set(nothing); void queries.invalidateQueries({ queryKey: key }); } });
  return (
    <form className="inline-form" onSubmit={(event) => { event.preventDefault(); enter.mutate(); }}>
      {fields.map((field) => <label key={field}><span>{labels[field]}</span><Input type={field.endsWith('On') ? 'date' : 'text'} value={given[field]} maxLength={200} style={{ inlineSize: field === 'title' || field === 'supplier' ? '14rem' : '11.5rem' }} onChange={(event) => set({ ...given, [field]: event.target.value })} /></label>)}
      <label><span>{say('organ')}</span><NamedSelect name={say('organ')} showSearch={{ optionFilterProp: 'label' }} style={{ minInlineSize: '16rem' }} value={organ} onChange={choose} options={organs.map(({ key: id, title }) => ({ value: id, label: title }))} /></label>
      <button type="submit" className="button primary" disabled={!organ || fields.some((field) => !given[field].trim()) || enter.isPending}>{say('enter')}</button>
      <ErrorBanner error={enter.error} focus />
    </form>
  );
}

/** Binding an account, or ending a contract with its reason. */
function Asking({ contract, to, close }: { contract: Contract; to: 'bind' | 'end'; close: () => void }): ReactNode {
  const [text, type] = useState('');
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => (to === 'bind' ? create(`/api/v1/contracts/${contract.id}/accounts`, { username: text.trim() }) : create(`/api/v1/contracts/${contract.id}/end`, { why: text.trim() })),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: key }); close(); },
  });
  return (
    <Dialog title={`${say(to)} · ${contract.supplier}`} open close={close} confirm={say(to)} busy={act.isPending || text.trim().length < 2} done={() => act.mutate()}>
      {to === 'end' && <p>{say('endAsk', { supplier: contract.supplier, count: contract.accounts })}</p>}
      <label>{say(to === 'bind' ? 'username' : 'why')}<Input value={text} maxLength={to === 'bind' ? 100 : 500} onChange={(event) => type(event.target.value)} /></label>
      <ErrorBanner error={act.error} />
    </Dialog>
  );
}
