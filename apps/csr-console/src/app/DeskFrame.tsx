import { Outlet } from '@tanstack/react-router';
import { AwayPage } from './AwayPage';
import css from './frame.module.css';
import { Rail } from './Rail';
import { DeskContext } from './use-desk';
import { useSignedIn } from './use-signed-in';

/** Everything behind the sign-in: the rail, and the page beside it. */
export const DeskFrame = () => {
  const state = useSignedIn();
  if (state.status !== 'in') return <AwayPage />;
  return (
    <DeskContext value={state.desk}>
      <div className={css.frame}>
        <Rail account={state.account} />
        <div className={css.page}>
          <Outlet />
        </div>
      </div>
    </DeskContext>
  );
};
