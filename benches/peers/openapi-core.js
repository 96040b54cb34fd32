// The core of the official clients: its own functions that sign, with the nonce and time stamp that it
// would give them, and nothing of the client around them.
import { createRequire } from 'node:module';
import { credentials, host, parameters, version } from './deletion.js';

const require = createRequire(import.meta.url);
/** @type {any} */
const { OpenApiUtil } = require('@alicloud/openapi-core');

const ALGORITHM = 'ACS3-HMAC-SHA256';
/** SHA-256 of nothing. */
const NO_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export function signature1() {
  const { accessKeyId, accessKeySecret } = credentials;
  const signed = {
    Action: 'DeleteImage',
    Version: version,
    Format: 'json',
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: OpenApiUtil.getNonce(),
    Timestamp: OpenApiUtil.getTimestamp(),
    ...parameters,
  };
  return OpenApiUtil.getRPCSignature(signed, 'POST', accessKeySecret);
}

export function signature3() {
  const { accessKeyId, accessKeySecret } = credentials;
  const headers = {
    host,
    accept: 'application/json',
    'x-acs-action': 'DeleteImage',
    'x-acs-version': version,
    'x-acs-date': OpenApiUtil.getTimestamp(),
    'x-acs-signature-nonce': OpenApiUtil.getNonce(),
    'x-acs-content-sha256': NO_BODY,
  };
  const request = { method: 'POST', pathname: '/', query: parameters, headers };
  return OpenApiUtil.getAuthorization(request, ALGORITHM, NO_BODY, accessKeyId, accessKeySecret);
}
