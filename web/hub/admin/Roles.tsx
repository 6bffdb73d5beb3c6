import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { sharedWords } from '../../words/shared.ts';
import { read } from '../../ui/api/client.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(hubWords);
const sayShared = sayer(sharedWords);

type Role = { readonly key: string; readonly title: string; readonly reach: 'organ' | 'region' | 'city'; readonly face: 'portal' | 'office' | 'command' | 'hub'; readonly may: readonly string[] };
const reaches = { organ: say('reachOrgan'), region: say('reachRegion'), city: say('reachCity') } as const;

/** Each role, where it holds, and every right it gives. */
export function Roles(): ReactNode {
  const roles = useQuery({ queryKey: ['subject', 'roles'], queryFn: () => read<Role[]>('/api/v1/roles'), staleTime: Infinity });
  return (
    <section>
      <PageHead title={say('roles')} />
      <Answer query={roles}>
        {(all) => (
          <table className="rows tall" aria-label={say('roles')}>
            <thead><tr><th style={{ inlineSize: '16rem' }}>{say('role')}</th><th style={{ inlineSize: '7rem' }}>{say('reach')}</th><th style={{ inlineSize: '8rem' }}>{say('face')}</th><th>{say('rights')}</th></tr></thead>
            <tbody>{all.map(({ key, title, reach, face, may }) => <tr key={key}><td><span className="strong">{title}</span><br /><code className="quiet">{key}</code></td><td>{reaches[reach]}</td><td>{sayShared(face)}</td><td><span className="tags">{may.map((right) => <code key={right} className="tag">{right}</code>)}</span></td></tr>)}</tbody>
          </table>
        )}
      </Answer>
    </section>
  );
}
