import { receiverFor, toNodeHandler } from '../../receiver.mjs';

// The mistake: without the config of raw.js the body is parsed before.
export default toNodeHandler(receiverFor('parsed'));
