// What the entries export, in order: no more than this, and the same from each of them.

export const NAMES = [
  'EcsArgumentError',
  'EcsClient',
  'EcsCredentialsError',
  'EcsNetworkError',
  'EcsResponseError',
  'EcsServiceError',
  'EcsTimeoutError',
  'isEcsError',
  'sendPresigned',
];

export const SLIM_NAMES = [...NAMES, 'init'].sort();
