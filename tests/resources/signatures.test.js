// Memory stays flat, however much is signed.
import { it } from 'node:test';
import { staysFlat } from './flat.js';
import { sign } from './instance.js';

it('memory stays flat over 150,000 signatures', () => staysFlat(sign, 150_000));
