import { Inject, Injectable } from '@nestjs/common';
import { type Message, renderMail, renderSms, type Sender } from '@relevo/i18n';
import { type Attempt, JobFailure } from '../platform/jobs/job-kind';
import { MailSender } from './mail-sender';
import { PostProblem } from './post-problem';
import { PostSettings } from './post-settings.service';
import { SMS_PROVIDER, type SmsProvider } from './sms-provider';

/** Sends the site's messages. */
@Injectable()
export class Post {
  constructor(
    private readonly settings: PostSettings,
    private readonly mails: MailSender,
    @Inject(SMS_PROVIDER) private readonly sms: SmsProvider,
  ) {}

  /** @throws PostProblem */
  async mail(to: string, message: Message, sender: Sender, id: string): Promise<void> {
    const server = await this.settings.mail();
    if (!server) throw new PostProblem('unconfigured', '', true);
    const { organisation } = sender;
    await this.mails.send(server, { to, organisation, mail: renderMail(message, sender), id });
  }

  /** @throws PostProblem */
  async text(to: string, message: Message, sender: Sender, id: string, signal: AbortSignal): Promise<void> {
    const account = await this.settings.sms();
    if (!account) throw new PostProblem('unconfigured', '', true);
    await this.sms.send(account, { id, to, text: renderSms(message, sender) }, signal);
  }

  /** Does the sending of a job: what goes wrong is a failure of the job. @throws JobFailure */
  async inJob(send: (id: string) => Promise<void>, { jobId }: Pick<Attempt, 'jobId'>): Promise<void> {
    try {
      await send(jobId);
    } catch (error) {
      if (error instanceof PostProblem)
        throw new JobFailure(error.failure, error.final, { cause: new Error(error.failure) });
      throw error;
    }
  }
}
