// aws4fetch signs for another cloud, and so is no way to call this one. It is here as what a small,
// well-made signer of the same kind costs.
import { AwsClient } from 'aws4fetch';
import { credentials, parameters } from './deletion.js';

const url = `https://ec2.us-east-1.amazonaws.com/?${new URLSearchParams(parameters)}`;

/** Gives what signs a call (HMAC-SHA256, AWS signature 4): a `Request`. */
export function signer() {
  const { accessKeyId, accessKeySecret: secretAccessKey } = credentials;
  const client = new AwsClient({ accessKeyId, secretAccessKey });
  return () => client.sign(url, { method: 'POST' });
}

export const firstRequest = () => signer()();
