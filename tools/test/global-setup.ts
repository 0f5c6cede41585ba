import { startRealParts } from './real-parts';

export default startRealParts;
