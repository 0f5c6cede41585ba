import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '../app/Dialog';
import { CopyButton } from '../workspace/dialogs/CopyButton';
import css from './settings.module.css';
import users from './users/users.module.css';

/** Shows a secret that is never shown again; a stray click does not close it. */
export const OnceDialog = ({
  words,
  secret,
  onClose,
}: {
  words: {
    readonly title: string;
    readonly text: ReactNode;
    readonly label: string;
    readonly copy: string;
    readonly done: string;
  };
  secret: string;
  onClose: () => void;
}) => (
  <Dialog opened onClose={onClose} title={words.title} size={560} closeOnClickOutside={false}>
    <div className={css.form}>
      <p className={css.text}>{words.text}</p>
      <div className={users.link}>
        <input
          readOnly
          data-autofocus
          aria-label={words.label}
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={secret}>{words.copy}</CopyButton>
      </div>
      <div className={css.buttons}>
        <Button onClick={onClose}>{words.done}</Button>
      </div>
    </div>
  </Dialog>
);
