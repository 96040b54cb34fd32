/**
 * Signatures worked out elsewhere, as data. `source` says where each comes from.
 */

const nonceA = '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf';
const signedBy = { SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0' };

const deletion = {
  ...signedBy,
  AccessKeyId: 'testid',
  Action: 'DeleteImage',
  Format: 'JSON',
  ImageId: 'm-bp67acfmxazb4p****',
  RegionId: 'cn-hangzhou',
  SignatureNonce: nonceA,
  Timestamp: '2026-01-31T09:05:07Z',
  Version: '2014-05-26',
};

const forcedDeletion = {
  ...deletion,
  AccessKeyId: 'STS.testid',
  Force: 'true',
  SecurityToken: "CAIS+a/b==!'()*~ x",
};

const officialSigner = 'computed with an independent implementation and the official signer';

/**
 * @type {ReadonlyArray<{
 *   name: string, source: string, method: string, secret: string,
 *   parameters: Record<string, string>, stringToSign?: string, signature: string,
 * }>}
 */
export const vectorsV1 = [
  {
    name: 'A: DescribeRegions',
    source: 'ECS API Reference, "Request signatures"',
    method: 'GET',
    secret: 'testsecret',
    parameters: {
      ...signedBy,
      AccessKeyId: 'testid',
      Action: 'DescribeRegions',
      Format: 'XML',
      SignatureNonce: nonceA,
      Timestamp: '2016-02-23T12:46:24Z',
      Version: '2014-05-26',
    },
    stringToSign:
      'GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26',
    signature: 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=',
  },
  {
    name: 'B: DescribeDedicatedHosts',
    source: '"Request syntax and signature method V2 for RPC APIs"',
    method: 'GET',
    secret: 'testsecret',
    parameters: {
      ...signedBy,
      AccessKeyId: 'testid',
      Action: 'DescribeDedicatedHosts',
      Format: 'JSON',
      RegionId: 'cn-beijing',
      SignatureNonce: 'edb2b34af0af9a6d14deaf7c1a5315eb',
      Timestamp: '2023-03-13T08:34:30Z',
      Version: '2014-05-26',
    },
    signature: '9NaGiOspFP5UPcwX8Iwt2YJXXuk=',
  },
  {
    name: 'C: non-ASCII text and JSON in values',
    source: 'SMS API Reference, signature page',
    method: 'GET',
    secret: 'testSecret',
    parameters: {
      ...signedBy,
      AccessKeyId: 'testId',
      Action: 'SendSms',
      Format: 'XML',
      OutId: '123',
      PhoneNumbers: '15300000001',
      RegionId: 'cn-hangzhou',
      SignName: '阿里云短信测试专用',
      SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
      TemplateCode: 'SMS_71390007',
      TemplateParam: '{"customer":"test"}',
      Timestamp: '2017-07-12T02:42:19Z',
      Version: '2017-05-25',
    },
    signature: 'zJDF+Lrzhj/ThnlvIToysFRq6t4=',
  },
  {
    name: 'D1: DeleteImage by GET',
    source: officialSigner,
    method: 'GET',
    secret: 'testsecret',
    parameters: deletion,
    signature: 'Of2WLBAHQVjY3UiWNTGxVlV+/y0=',
  },
  {
    name: 'D2: DeleteImage by POST',
    source: officialSigner,
    method: 'POST',
    secret: 'testsecret',
    parameters: deletion,
    signature: 'awFCQRlllF1spTRuiQpHh/6a/7A=',
  },
  {
    name: 'D3: forced DeleteImage with a token by GET',
    source: officialSigner,
    method: 'GET',
    secret: 'testsecret',
    parameters: forcedDeletion,
    signature: 'S7MUGHSB2lW0khb2XRwUZbbfnys=',
  },
  {
    name: 'D3: forced DeleteImage with a token by POST',
    source: officialSigner,
    method: 'POST',
    secret: 'testsecret',
    parameters: forcedDeletion,
    signature: '/RxoMNWRLUmDSHUhndjTy48LfNc=',
  },
];

const emptyBodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const deletionHeaders = {
  host: 'ecs-cn-hangzhou.aliyuncs.com',
  'x-acs-action': 'DeleteImage',
  'x-acs-content-sha256': emptyBodyHash,
  'x-acs-date': '2026-01-31T09:05:07Z',
  'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
  'x-acs-version': '2014-05-26',
};

/**
 * @type {ReadonlyArray<{
 *   name: string, source: string, secret: string, query: Record<string, string>,
 *   headers: Record<string, string>, requestHash?: string, signature: string,
 * }>}
 */
export const vectorsV3 = [
  {
    name: 'E: RunInstances',
    source: '"Request syntax and signature method V3"',
    secret: 'YourAccessKeySecret',
    query: {
      ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      RegionId: 'cn-shanghai',
    },
    headers: {
      ...deletionHeaders,
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-date': '2023-10-26T10:22:32Z',
    },
    requestHash: '7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259',
    signature: '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  },
  {
    name: 'F: DeleteImage',
    source: officialSigner,
    secret: 'testsecret',
    query: { ImageId: 'm-bp67acfmxazb4p****', RegionId: 'cn-hangzhou' },
    headers: deletionHeaders,
    requestHash: 'dbb6cbbd9c1e81453b7f92c60d55422f8a55ab199bcb21404621c308d2ba6955',
    signature: '4e31b5c57eeb15f3d48b66569922d53a155adfe80e9e014d72c1a5452fd4d53e',
  },
  {
    name: 'F: forced DeleteImage with a token',
    source: officialSigner,
    secret: 'testsecret',
    query: { Force: 'true', ImageId: 'm-bp67acfmxazb4p****', RegionId: 'cn-hangzhou' },
    headers: { ...deletionHeaders, 'x-acs-security-token': 'CAIS+a/b==' },
    signature: '4b8a1294f66ffbad11c3cfafbafa399659a986c81cdd486f61912b529df54104',
  },
];
