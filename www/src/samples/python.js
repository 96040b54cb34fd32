// The call with the official Python SDK.
import { singleQuoted } from './quote.js';
import { lines, placeOf } from './wish.js';

/** @param {boolean} value */
const literal = (value) => (value ? 'True' : 'False');

/** @param {import('./wish.js').Wish} wish */
export function pythonSample(wish) {
  const { region, image, force, dryRun, isTemporary } = wish;
  const { host, isPlain } = placeOf(wish);
  return lines(
    '# pip install alibabacloud-ecs20140526',
    'import os',
    '',
    'from alibabacloud_ecs20140526.client import Client',
    'from alibabacloud_ecs20140526.models import DeleteImageRequest',
    'from alibabacloud_tea_openapi.models import Config',
    '',
    'config = Config(',
    "    access_key_id=os.environ['ALIBABA_CLOUD_ACCESS_KEY_ID'],",
    "    access_key_secret=os.environ['ALIBABA_CLOUD_ACCESS_KEY_SECRET'],",
    isTemporary && "    security_token=os.environ['ALIBABA_CLOUD_SECURITY_TOKEN'],",
    isTemporary && "    type='sts',",
    `    region_id=${singleQuoted(region)},`,
    `    endpoint=${singleQuoted(host)},`,
    isPlain && "    protocol='HTTP',",
    ')',
    'request = DeleteImageRequest(',
    `    region_id=${singleQuoted(region)},`,
    `    image_id=${singleQuoted(image)},`,
    `    force=${literal(force)},`,
    dryRun && '    dry_run=True,',
    ')',
    'response = Client(config).delete_image(request)',
    'print(response.body.request_id)',
  );
}
