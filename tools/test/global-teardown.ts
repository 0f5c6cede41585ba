import { endRealParts } from './real-parts';

export default endRealParts;
