import { readableCode } from '@relevo/domain';
import type { AgentModel, AgentView } from './agent-view';
import { firstName, type Translate } from './words';

/** How far a CSR's name can be trusted, in a few words. */
export const standingOf = (
  { safety }: Pick<AgentModel, 'safety'>,
  csrId: string,
  t: Translate,
  how: 'plain' | 'withCode' = 'plain',
): string => {
  const { code, standing } = safety[csrId] ?? { code: null, standing: 'unchecked' };
  if (standing === 'checked') return t('person.checked');
  if (standing === 'differs') return t('person.differs');
  const words = t('person.notChecked');
  return how === 'withCode' && code ? `${words} · ${readableCode(code)}` : words;
};

/** The code with both answers. `question` fits the room that there is. */
export const comparison = (
  { safety, csrName }: Pick<AgentModel, 'safety' | 'csrName'>,
  csrId: string,
  question: string,
  t: Translate,
): AgentView['safety'] => {
  const { code, standing } = safety[csrId] ?? { code: null, standing: 'unchecked' };
  if (code === null || standing === 'checked' || standing === 'differs') return null;
  const waiting = standing === 'waiting';
  return {
    csrId,
    code: readableCode(code),
    text: waiting ? t('safety.waiting', { name: firstName(csrName) }) : question,
    no: waiting ? '' : t('safety.no'),
    yes: waiting ? '' : t('safety.yes'),
  };
};
