import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { roleWords } from '../../words/roles.ts';
import { create } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { ScrollRegion } from '../../ui/parts/ScrollRegion.tsx';
import { sayer } from '../../ui/words.ts';
import { RoleDesign } from './RoleDesign.tsx';
import { keptDesign, readRoles, rolesKey, useRightTitle, type Role } from './roles.ts';
import './roles.css';

const say = sayer(roleWords);

/** Each role, where it holds, what it gives and sees; the city's own are made, changed and retired here. */
export function RolesPage(): ReactNode {
  const roles = useQuery({ queryKey: rolesKey, queryFn: readRoles });
  const titleOf = useRightTitle();
  const reader = useSession().data?.reader;
  const designs = reader !== undefined && holds(reader, 'right.manage');
  const [open, show] = useState<Role | 'new' | null>(() => (keptDesign()?.key === null ? 'new' : null));
  const [retiring, ask] = useState<Role | null>(null);
  const queries = useQueryClient();
  useEffect(() => {
    const before = keptDesign()?.key;
    const role = before ? roles.data?.find(({ key }) => key === before) : undefined;
    if (role) show(role);
  }, [roles.data]);
  const retire = useMutation({ mutationFn: (role: Role) => create(`/api/v1/roles/${role.key}/retire`, {}), onSuccess: () => { ask(null); void queries.invalidateQueries({ queryKey: rolesKey }); } });
  return (
    <section>
      <PageHead title={say('title')} acts={designs && open === null ? <button type="button" className="button primary" onClick={() => show('new')}>{say('make')}</button> : undefined}>{say('idea')}</PageHead>
      <div className="page-body">
        {open !== null && <RoleDesign key={open === 'new' ? 'new' : open.key} role={open === 'new' ? null : open} done={() => show(null)} />}
        <Answer query={roles}>
          {(all) => (
            <ScrollRegion name={say('title')} className="role-table">
              <table className="rows tall">
                <thead><tr><th>{say('role')}</th><th>{say('reach')}</th><th className="wide">{say('sees')}</th><th className="wide">{say('rights')}</th><th>{say('holders')}</th>{designs && <th>{say('change')}</th>}</tr></thead>
                <tbody>
                  {all.map((role) => (
                    <tr key={role.key}>
                      <td><span className="strong">{role.title}</span> {role.own && <span className="tag">{say(role.retiredAt ? 'retired' : 'own')}</span>} {role.administrator && <span className="tag">{say('administrator')}</span>}<br /><code className="quiet">{role.key}</code></td>
                      <td>{say(role.reach)}</td>
                      <td className="wide">{role.sees.length === 0 ? <span className="quiet">{say('masked')}</span> : role.sees.map((each) => say(each)).join('、')}</td>
                      <td className="wide"><span className="tags">{role.may.map((right) => <span key={right} className="tag" title={right}>{titleOf(right)}</span>)}</span></td>
                      <td className="num">{role.holders}</td>
                      {designs && <td>{role.own && !role.retiredAt && <span className="tags"><button type="button" className="button plain" onClick={() => show(role)}>{say('change')}</button><button type="button" className="button plain" onClick={() => ask(role)}>{say('retire')}</button></span>}</td>}
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          )}
        </Answer>
      </div>
      <Dialog title={retiring?.title ?? ''} open={retiring !== null} close={() => ask(null)} confirm={say('retire')} busy={retire.isPending} done={() => { if (retiring) retire.mutate(retiring); }}>{say('retireAsk', { count: retiring?.holders ?? 0 })}<ErrorBanner error={retire.error} focus /></Dialog>
    </section>
  );
}
