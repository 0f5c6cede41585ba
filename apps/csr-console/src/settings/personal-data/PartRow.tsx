import { Badge, Checkbox } from '@mantine/core';
import type { CustomerPart } from '@relevo/contracts';
import { dateTime, groupDigits, useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { isLive } from './parts';

/** How it stands, in a word of the catalogue. */
const stateOf = (part: CustomerPart): 'isLive' | 'over' | 'notCome' | 'waits' | 'callBack' => {
  if (part.kind === 'waits') return part.callBack ? 'callBack' : 'waits';
  if (isLive(part)) return 'isLive';
  return part.kind === 'came' ? 'over' : 'notCome';
};

/** One place where a customer is known, to be chosen. */
export const PartRow = ({
  part,
  chosen,
  onChoose,
}: {
  part: CustomerPart;
  chosen: boolean;
  onChoose: (yes: boolean) => void;
}) => {
  const { t } = useTranslation('personalData');
  const { language } = useLanguage();
  const state = stateOf(part);
  return (
    <tr>
      <th scope="row">
        <Checkbox
          label={<span dir="auto">{part.name}</span>}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </th>
      <td className="rv-num">
        {part.kind === 'waits' ? <span dir="auto">{part.queue}</span> : groupDigits(part.number, '-')}
      </td>
      <td className="rv-num">{dateTime(part.at, language)}</td>
      <td>
        <Badge
          variant={state === 'over' || state === 'notCome' ? 'default' : 'light'}
          tt="none"
          fw={500}
          miw="max-content"
        >
          {t(state)}
        </Badge>
      </td>
    </tr>
  );
};
