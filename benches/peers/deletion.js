// The deletion that every peer signs, and the answer that it gets where nothing is sent.

export const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
export const regionId = 'cn-hangzhou';
export const imageId = 'm-bp67acfmxazb4p0001';
export const host = 'ecs-cn-hangzhou.aliyuncs.com';
export const version = '2014-05-26';
export const parameters = { RegionId: regionId, ImageId: imageId, Force: 'false' };

const body = '{"RequestId":"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"}';
const bytes = new TextEncoder().encode(body);

/** What clients read of a `Response`, and no more: making real ones would be half of the time. */
const response = {
  ok: true,
  status: 200,
  headers: { get: () => null },
  body: null,
  arrayBuffer: async () => bytes.buffer,
  text: async () => body,
};

/** A `fetch` that sends nothing and answers at once. @returns {any} */
export const quickFetch = () => response;

/** The same for the HTTP library of the official clients. */
export const quickHttpx = {
  request: async () => ({ req: { getHeaders: () => ({}) }, statusCode: 200, headers: {} }),
  read: async () => body,
};
