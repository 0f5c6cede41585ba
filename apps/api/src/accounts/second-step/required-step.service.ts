import { Injectable, type OnModuleInit } from '@nestjs/common';
import { mayRequireTotp } from '@relevo/domain';
import { refused } from '../../platform/errors/api-error';
import { SitePolicyService } from '../../site/site-policy.service';
import { tellAllChanged } from '../sign-in-events';
import { confirmedStep } from './second-step.queries';

/**
 * What it entails that the site requires a second step of everybody: who asks for it has one, and sign-ins of people
 * without it are for setting it up only, from the commit on; their sockets end on every node (SEC-A4).
 */
@Injectable()
export class RequiredStepService implements OnModuleInit {
  constructor(private readonly policy: SitePolicyService) {}

  onModuleInit(): void {
    this.policy.onChanging(async ({ manager, actor, before, after }) => {
      const no = mayRequireTotp(before, after, (await confirmedStep(manager, actor.id)) !== null);
      if (no) throw refused(no);
      if (after.requireTotp && !before.requireTotp) await tellAllChanged(manager);
    });
  }
}
