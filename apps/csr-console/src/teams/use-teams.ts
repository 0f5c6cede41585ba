import type { RestClient } from '@relevo/client';
import type { TeamView } from '@relevo/contracts';
import { useAnswer } from '../settings/use-answer';

const ask = (rest: RestClient) => rest.offeredTeams();

/** Teams by which those who lead can look; null until they are known. */
export const useTeams = (): readonly TeamView[] | null => useAnswer(ask)[0]?.teams ?? null;
