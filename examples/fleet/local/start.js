// `node local/start.js`, in a clone of the project: what `wrangler dev` needs around it, until it is ended.
import { startStandIns } from './stand-ins.js';

/** The addresses that .dev.vars.example has, and that of `wrangler dev`. */
const { token } = await startStandIns({ port: 4510, keysPort: 4512 });
const WORKER = 'http://127.0.0.1:8787';

/** On the platform a schedule does this. A Worker that does not run yet misses nothing. */
const sweep = () => fetch(`${WORKER}/__scheduled?cron=*+*+*+*+*`).catch(() => {});
setInterval(sweep, 60_000);

console.log(`The service is on 4510, with images that policy.json names; the issuer's keys are on 4512.
Sign in on ${WORKER} with this token, for 12 hours:

${token}`);
