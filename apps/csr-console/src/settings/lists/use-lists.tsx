import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { RestClient } from '@relevo/client';
import type { StartListsView } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useAnswer } from '../use-answer';
import css from './lists.module.css';

const ask = (rest: RestClient) => rest.startLists();

/** How long an undo is offered, in ms. */
const UNDO_MS = 8000;

/** The site's lists as administrators change them; every change answers them anew. */
export const useLists = () => {
  const { t } = useTranslation('starts');
  const notices = useNotices();
  const [lists, setLists, failed] = useAnswer(ask);
  /** Makes a change and says so, or says why not. */
  const change = async (work: Promise<StartListsView>, done?: string): Promise<boolean> => {
    try {
      setLists(await work);
      if (done) notices.done(done);
      return true;
    } catch (error) {
      notices.refused(codeOf(error));
      return false;
    }
  };
  /** Makes a change that can be taken back from the notice of it. */
  const changeWithUndo = async (
    work: Promise<StartListsView>,
    done: string,
    undo: () => Promise<StartListsView>,
  ): Promise<void> => {
    if (!(await change(work))) return;
    const id = notifications.show({
      color: 'accent',
      withBorder: true,
      autoClose: UNDO_MS,
      message: (
        <span className={css.notice}>
          {done}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              void change(undo());
            }}
          >
            {t('lists.undo')}
          </Button>
        </span>
      ),
    });
  };
  return { lists, setLists, failed, change, changeWithUndo };
};
