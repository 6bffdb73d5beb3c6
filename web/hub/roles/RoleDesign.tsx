import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { roleWords } from '../../words/roles.ts';
import { change, create } from '../../ui/api/client.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { forget, keep } from '../../ui/form/kept.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { Preview } from './Preview.tsx';
import { designOf, emptyDesign, keptDesign, rolesKey, useRights, type Design, type Role, waiting } from './roles.ts';

const say = sayer(roleWords);

/** Makes or changes a role of the city's own: what it is called, what it may, what it sees in full, where, and why. */
export function RoleDesign({ role, done }: { role: Role | null; done: () => void }): ReactNode {
  const [design, set] = useState<Design>(() => {
    const before = keptDesign();
    return before !== null && before.key === (role?.key ?? null) ? before.design : role ? designOf(role) : emptyDesign;
  });
  const rights = useRights();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => (role ? change(`/api/v1/roles/${role.key}`, design, `"${role.version}"`) : create('/api/v1/roles', design)),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: rolesKey }); forget(waiting); done(); },
    // Who is sent away to show a second factor comes back to what was composed.
    onError: (error) => { if (problemOf(error).code === 'STEP_UP_NEEDED') keep(waiting, { key: role?.key ?? null, design }); },
  });
  const leave = () => { forget(waiting); done(); };
  const put = <K extends keyof Design>(name: K) => (value: Design[K]) => set((before) => ({ ...before, [name]: value }));
  return (
    <section className="role-panel" aria-label={role ? role.title : say('make')}>
      <h2>{role ? role.title : say('make')}</h2>
      <form onSubmit={(event) => { event.preventDefault(); save.mutate(); }} className="role-form">
        <div className="fields">
          <label className="field">{say('name')}<Input value={design.title} maxLength={40} required onChange={(event) => put('title')(event.target.value)} /></label>
          <label className="field">{say('english')}<Input value={design.english} maxLength={80} onChange={(event) => put('english')(event.target.value)} /></label>
          <label className="field">{say('basis')}<Input value={design.basis} maxLength={400} required placeholder={say('basisHint')} onChange={(event) => put('basis')(event.target.value)} /></label>
        </div>
        <fieldset><legend>{say('reach')}</legend><Radio.Group value={design.reach} onChange={(event) => put('reach')(event.target.value as Design['reach'])} options={(['organ', 'region', 'city'] as const).map((value) => ({ value, label: say(value) }))} /></fieldset>
        <fieldset><legend>{say('face')}</legend><Radio.Group value={design.face} onChange={(event) => put('face')(event.target.value as Design['face'])} options={(['office', 'command', 'hub'] as const).map((value) => ({ value, label: say(value) }))} /></fieldset>
        <fieldset><legend>{say('sees')}</legend><div className="plain-choices">{(['personal', 'sensitive'] as const).map((each) => <Checkbox key={each} checked={design.sees.includes(each)} onChange={({ target }) => put('sees')(target.checked ? [...design.sees, each] : design.sees.filter((one) => one !== each))}>{say(each)}</Checkbox>)}</div></fieldset>
        <fieldset>
          <legend>{say('rights')}</legend>
          <Answer query={rights}>
            {(known) => (
              <div className="right-choices" role="group" aria-label={say('rights')}>
                {known.map(({ right, title, opens }) => <Checkbox key={right} checked={design.may.includes(right)} onChange={({ target }) => put('may')(target.checked ? [...design.may, right] : design.may.filter((one) => one !== right))}>{title}<small title={opens.join('\n')}><code>{right}</code></small></Checkbox>)}
              </div>
            )}
          </Answer>
        </fieldset>
        <ErrorBanner error={save.error} focus />
        <p className="form-acts"><button type="submit" className="button primary" disabled={save.isPending || !design.title.trim() || !design.basis.trim() || design.may.length === 0}>{say('save')}</button><button type="button" className="button" onClick={leave}>{say('cancel')}</button></p>
      </form>
      <Preview may={design.may} reach={design.reach} />
    </section>
  );
}
