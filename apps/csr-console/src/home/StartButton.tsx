import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './home.module.css';
import { useStartSession } from './use-start-session';

/** The one primary action: starts at once, or first takes a word on what for, which the customer reads before joining. */
export const StartButton = () => {
  const { t } = useTranslation('console');
  const { start, starting } = useStartSession();
  const [open, setOpen] = useState(false);
  const [subject, setSubject] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start(subject.trim());
  };
  return (
    <div className={css.startGroup}>
      <Button
        size="lg"
        className={css.start}
        leftSection={<IconPlus size={18} stroke={2} aria-hidden="true" />}
        rightSection={<kbd aria-hidden="true">N</kbd>}
        loading={starting}
        aria-keyshortcuts="N"
        onClick={() => start()}
      >
        {t('home.start')}
      </Button>
      <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus width={360}>
        <Popover.Target>
          <ActionIcon
            className={css.startMore}
            variant="filled"
            aria-label={t('home.startMore')}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconChevronDown size={18} aria-hidden="true" />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <form className={css.subject} onSubmit={submit}>
            <TextInput
              label={t('home.subject')}
              description={t('home.subjectHint')}
              maxLength={140}
              value={subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" loading={starting}>
              {t('home.startSubject')}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
};
