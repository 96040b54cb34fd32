// The core's endpoint map against the official ECS SDK's own, region by region.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import ecsSdk from '@alicloud/ecs20140526';
import openapiCore from '@alicloud/openapi-core';

/** @type {{ cases: { region: string, host: string }[] }} */
const { cases } = JSON.parse(
  readFileSync(new URL('../vectors/endpoints.json', import.meta.url), 'utf8'),
);
/** The vectors that the core is tested with natively. @type {Record<string, string>} */
const vectors = Object.fromEntries(cases.map(({ region, host }) => [region, host]));

/** @param {string} regionId */
function officialClient(regionId) {
  const config = new openapiCore.$OpenApiUtil.Config({
    accessKeyId: 'testid',
    accessKeySecret: 'testsecret',
    regionId,
  });
  return /** @type {any} */ (new ecsSdk.default(config));
}

test('every exception of the official map is in the vectors, with the same host', () => {
  const official = officialClient('cn-hangzhou')._endpointMap;
  assert.ok(Object.keys(official).length >= 35);
  for (const [region, host] of Object.entries(official)) {
    assert.equal(vectors[region], host, region);
  }
});

test('every region of the vectors resolves to the host that the official SDK takes', () => {
  for (const { region, host } of cases) {
    assert.equal(officialClient(region)._endpoint, host, region);
  }
});
