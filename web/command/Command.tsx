import type { ReactNode } from 'react';
import { commandWords } from '../words/command.ts';
import { sharedWords } from '../words/shared.ts';
import { useSession } from '../ui/api/session.ts';
import { Answer } from '../ui/parts/Answer.tsx';
import { HeldBack } from '../ui/parts/HeldBack.tsx';
import { NoSuchPage } from '../ui/parts/NoSuchPage.tsx';
import { SignIn, WrongFace } from '../ui/parts/SignIn.tsx';
import { Pages, route } from '../ui/router.tsx';
import { sayer } from '../ui/words.ts';
import { useCity } from './api.ts';
import { Hall } from './Hall.tsx';
import { TracePage } from './trace/TracePage.tsx';

const say = sayer(commandWords);
const sayShared = sayer(sharedWords);

/** The city on one screen: signs, events, map; and the whole way of one thing by its trace. */
export function Command(): ReactNode {
  const session = useSession();
  const city = useCity();
  return (
    <Answer query={session}>
      {(signedIn) => {
        if (!signedIn) return <SignIn face="command" name={sayShared('command')} idea={say('idea')} />;
        if (signedIn.reader.kind !== 'official') return <WrongFace session={signedIn} />;
        if (signedIn.reader.heldBack) return <HeldBack session={signedIn} />;
        const routes = [
          route('/command', () => <Answer query={city}>{(found) => (found ? <Hall city={found} session={signedIn} /> : <NoSuchPage home="/command" />)}</Answer>),
          route('/command/trace/:id', ({ id }) => <TracePage id={id} />),
        ];
        return <Pages routes={routes} otherwise={<NoSuchPage home="/command" />} />;
      }}
    </Answer>
  );
}
