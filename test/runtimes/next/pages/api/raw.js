import { receiverFor, toNodeHandler } from '../../receiver.mjs';

export const config = { api: { bodyParser: false } };
export default toNodeHandler(receiverFor('raw'));
