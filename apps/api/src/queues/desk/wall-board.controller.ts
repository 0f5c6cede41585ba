import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type WallBoard, wallBoard, wallBoardQuery } from '@relevo/contracts';
import type { z } from 'zod';
import { SignedIn } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import { WallBoardService } from './wall-board.service';

@ApiTags('supervision')
@Controller('wall-board')
export class WallBoardController {
  constructor(private readonly board: WallBoardService) {}

  @Get()
  @SignedIn('session.supervise')
  @Answers(wallBoard)
  look(@Query({ schema: wallBoardQuery }) { since }: z.output<typeof wallBoardQuery>): Promise<WallBoard> {
    return this.board.look(since);
  }
}
