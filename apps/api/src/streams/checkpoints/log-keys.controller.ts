import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type LogKeys, logKeys } from '@relevo/contracts';
import { Public } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import { LogKeysService } from './log-keys.service';

@ApiTags('streams')
@Controller('log-keys')
export class LogKeysController {
  constructor(private readonly keys: LogKeysService) {}

  @Get()
  @Public('whoever has a checkpoint must be able to check it')
  @Answers(logKeys)
  async list(): Promise<LogKeys> {
    return { keys: await this.keys.all() };
  }
}
