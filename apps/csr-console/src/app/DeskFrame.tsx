import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { SetUpStepPage } from '../auth/SetUpStepPage';
import { ExpertFrame } from '../expert/ExpertFrame';
import { Arrivals } from '../queue/Arrivals';
import { IdleNotices } from '../session/IdleNotices';
import { AwayPage } from './AwayPage';
import { DisabledPage } from './DisabledPage';
import css from './frame.module.css';
import { Rail } from './Rail';
import { Rings } from './Rings';
import { DeskContext, useHome } from './use-desk';
import { useSignedIn, useSignedInStore } from './use-signed-in';

/** Closes the desk, whatever page is open, when the server says that the account was disabled or needs a second step first. */
const Doorkeeper = () => {
  const { line } = useHome();
  const store = useSignedInStore();
  const refused = line.status === 'refused' ? line.code : undefined;
  useEffect(() => {
    if (refused === 'ACCOUNT_DISABLED') store.disabled();
    if (refused === 'SECOND_STEP_REQUIRED') void store.lookAgain();
  }, [refused, store]);
  return null;
};

/** Everything behind the sign-in: the rail, and the page beside it. */
export const DeskFrame = () => {
  const state = useSignedIn();
  if (state.status === 'disabled') return <DisabledPage />;
  if (state.status === 'setUp') return <SetUpStepPage />;
  if (state.status === 'expert') return <ExpertFrame account={state.account} desk={state.desk} />;
  if (state.status !== 'in') return <AwayPage />;
  return (
    <DeskContext value={state.desk}>
      <div className={css.frame}>
        <Doorkeeper />
        <Arrivals />
        <IdleNotices />
        <Rings />
        <Rail account={state.account} />
        <div className={css.page}>
          <Outlet />
        </div>
      </div>
    </DeskContext>
  );
};
