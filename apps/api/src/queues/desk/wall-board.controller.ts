import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type WallBoard, type WallBoardQuery, wallBoard, wallBoardQuery } from '@relevo/contracts';
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
  look(@Query({ schema: wallBoardQuery }) query: WallBoardQuery): Promise<WallBoard> {
    return this.board.look(query);
  }
}
