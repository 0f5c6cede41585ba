import { Button, Loader } from '@mantine/core';
import { firstName, stopwatch, useNow } from '@relevo/ui';
import {
  IconCircleCheck,
  IconDeviceDesktop,
  IconDoorEnter,
  IconHourglass,
  IconPlayerPause,
  IconPlugConnectedX,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useGrants } from '../tools/use-grants';
import { useCloseTab } from '../use-close-tab';
import { useCommand } from '../use-command';
import { useAbilities, useRemote, useSession, useWork } from '../use-work';
import { Surveys } from './Surveys';
import css from './stage.module.css';
import { stageStateOf } from './stage-state';

const ICON = { size: 32, stroke: 1.5, 'aria-hidden': true } as const;

/** An empty stage says where things stand and offers the next step. */
export const StageMessage = ({ onInvite }: { onInvite: () => void }) => {
  const { t } = useTranslation(['console', 'experts']);
  const snapshot = useSession();
  const { client } = useWork();
  const { link, screen } = useRemote();
  // By the device's own word: another tab of this person speaks with it now.
  const elsewhere = screen?.told === true && !screen.granted('screen.view');
  const can = useAbilities();
  const { ask } = useGrants();
  const run = useCommand();
  const close = useCloseTab(snapshot.sessionId);
  const state = stageStateOf(snapshot, link === 'lost' || link === 'none', useNow());

  const inviteButton = can['invite.create'] === null && (
    <Button size="md" onClick={onInvite} leftSection={<IconUserPlus size={18} aria-hidden="true" />}>
      {t('stage.inviteAction')}
    </Button>
  );
  const agentButton = (variant: 'filled' | 'default') =>
    can['agent.suggest'] === null && (
      <Button size="md" variant={variant} onClick={() => run(client.command('agent.suggest', {}))}>
        {t('stage.agentAction')}
      </Button>
    );

  switch (state.name) {
    case 'loading':
      return <Loader color="var(--rv-dark-2)" aria-label={t('state.loading')} />;
    case 'prepared':
      return <Message icon={<IconDeviceDesktop {...ICON} />} title={t('state.prepared')} text="" />;
    case 'parked':
      return (
        <Message
          icon={<IconPlayerPause {...ICON} />}
          title={t('stage.parkedTitle')}
          text={[
            state.idle && t('stage.parkedIdle'),
            state.mine ? t('stage.parkedText') : t('stage.parkedOther', { name: state.owner }),
          ]
            .filter(Boolean)
            .join(' ')}
        >
          {can['session.resume'] === null && (
            <Button size="md" onClick={() => run(client.command('session.resume', {}))}>
              {t('stage.resume')}
            </Button>
          )}
        </Message>
      );
    case 'assists':
      return (
        <Message
          icon={<IconUsers {...ICON} />}
          title={t('stage.assistsTitle', { name: state.owner })}
          text={
            can['screen.view'] === 'RIGHT_NOT_GIVEN'
              ? t('experts:work.chat')
              : t('stage.assistsText', { name: firstName(state.customer), owner: firstName(state.owner) })
          }
        >
          {can['screen.view'] === null && (
            <Button size="md" onClick={() => ask('screen.view', null)}>
              {t('stage.askAction')}
            </Button>
          )}
        </Message>
      );
    case 'invite':
      return (
        <Message
          icon={<IconUserPlus {...ICON} />}
          title={t('stage.inviteTitle')}
          text={t('stage.inviteText')}
        >
          {inviteButton}
        </Message>
      );
    case 'door':
      return (
        <Message
          icon={<IconDoorEnter {...ICON} />}
          title={t('stage.waitingTitle', { count: state.count, name: state.first })}
          text={t('stage.waitingText')}
        />
      );
    case 'gone':
      return (
        <Message
          icon={<IconDoorEnter {...ICON} />}
          title={t('stage.goneTitle')}
          text={t('stage.goneText', { name: state.customer })}
        >
          {inviteButton}
        </Message>
      );
    case 'ask': {
      const name = firstName(state.customer);
      return (
        <Message
          icon={<IconDeviceDesktop {...ICON} />}
          title={t('stage.askTitle', { name: state.customer })}
          text={t('stage.askText', { name })}
        >
          {can['screen.view'] === null && (
            <Button size="md" onClick={() => ask('screen.view', null)}>
              {t('stage.askAction')}
            </Button>
          )}
          {agentButton('default')}
        </Message>
      );
    }
    case 'agent': {
      const name = firstName(state.customer);
      return (
        <Message
          icon={<IconDeviceDesktop {...ICON} />}
          title={t('stage.askTitle', { name: state.customer })}
          text={state.asked ? t('stage.agentAskedText', { name }) : t('stage.agentText', { name })}
        >
          {agentButton(state.asked ? 'default' : 'filled')}
        </Message>
      );
    }
    case 'waits': {
      const name = firstName(state.customer);
      return (
        <Message
          icon={<IconHourglass {...ICON} />}
          title={t('stage.waitTitle', { name: state.customer })}
          text={
            state.capability === 'input.control'
              ? t('stage.waitControl', { name })
              : t('stage.waitView', { name })
          }
        />
      );
    }
    case 'picture':
      return (
        <Message
          icon={<Loader color="var(--rv-dark-2)" size={28} />}
          title={t('stage.pictureTitle', { name: state.customer })}
          text={elsewhere ? t('stage.elsewhereText') : t('stage.pictureText')}
        />
      );
    case 'lost': {
      const name = firstName(state.customer);
      return (
        <Message
          icon={<IconPlugConnectedX {...ICON} />}
          title={t('stage.lostTitle', { name })}
          text={t('stage.lostText', { name })}
        />
      );
    }
    case 'ended':
      return (
        <Message
          icon={<IconCircleCheck {...ICON} />}
          title={t('stage.endedTitle')}
          text={
            state.reported ? t('stage.reportedText') : t('stage.endedText', { time: stopwatch(state.lasted) })
          }
        >
          <Surveys />
          <Button size="md" variant="default" onClick={() => close(snapshot.sessionId)}>
            {t('stage.closeTab')}
          </Button>
        </Message>
      );
  }
};

const Message = ({
  icon,
  title,
  text,
  children,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  children?: ReactNode;
}) => (
  <div className={css.message}>
    {icon}
    <h2 dir="auto">{title}</h2>
    {text && <p>{text}</p>}
    {children && <div className={css.actions}>{children}</div>}
  </div>
);
