// Type tests of the operations: compiled and never run. What is meant to be refused has to be refused.
import {
  EcsClient,
  type Image,
  type ImageSharePermission,
  type Instance,
  type ModifyImageSharePermissionResult,
  type OperationOptions,
  type OperationParameters,
  type ParameterValue,
  type Region,
  type RequestResult,
  type Task,
} from 'ecs-delete-image';

/** Fails to compile unless both types are the same; `any` is the same as itself alone. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_proof: Same<A, B>): void {}

const ecs = new EcsClient({
  credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
});
const regionId = 'cn-hangzhou';

// Any operation.
interface Snapshots {
  TotalCount: number;
}
same<ReturnType<typeof ecs.call<Snapshots>>, Promise<Snapshots>>(true);
const untyped = ecs.call('DescribeSnapshots');
same<typeof untyped, Promise<unknown>>(true);
const parameters: OperationParameters = {
  RegionId: regionId,
  PageSize: 5,
  Force: false,
  Tag: [{ Key: 'a', Value: 'b' }, { Key: 'c' }],
  Ids: ['a', 'b'],
  Left: undefined,
};
void ecs.call('DescribeSnapshots', parameters, { idempotent: true, dryRun: true, timeout: 1 });
// @ts-expect-error an action is needed
void ecs.call();
// @ts-expect-error an option that does not exist
void ecs.call('DescribeSnapshots', {}, { force: true });
// @ts-expect-error only a boolean
void ecs.call('DescribeSnapshots', {}, { idempotent: 'yes' });
// @ts-expect-error null is not sent
const none: ParameterValue = null;
// @ts-expect-error a date is text
const date: ParameterValue = new Date();
// @ts-expect-error a bigint is text
const big: ParameterValue = 5n;
// @ts-expect-error a list has no holes
const holes: ParameterValue = ['a', undefined];
void [none, date, big, holes];

// Lists.
same<ReturnType<typeof ecs.describeRegions>, Promise<Region[]>>(true);
same<ReturnType<typeof ecs.describeImages>, AsyncIterableIterator<Image>>(true);
same<ReturnType<typeof ecs.describeInstances>, AsyncIterableIterator<Instance>>(true);
same<ReturnType<typeof ecs.describeTasks>, AsyncIterableIterator<Task>>(true);
export async function list(): Promise<string[]> {
  const found: string[] = [];
  for await (const image of ecs.describeImages(regionId, { imageFamily: 'f', isPublic: false })) {
    same<typeof image, Image>(true);
    same<typeof image.size, number | undefined>(true);
    same<typeof image.isSelfShared, boolean | undefined>(true);
    same<typeof image.imageOwnerId, string | undefined>(true);
    found.push(image.imageId, image.status, ...image.tags.map(({ key }) => key));
  }
  for await (const { instanceId } of ecs.describeInstances(regionId)) found.push(instanceId);
  for await (const { taskId, supportCancel } of ecs.describeTasks(regionId)) {
    same<typeof supportCancel, boolean | undefined>(true);
    found.push(taskId);
  }
  return found;
}
void ecs.describeRegions({ acceptLanguage: 'en-US' }, { signal: AbortSignal.timeout(1) });
void ecs.describeImages(regionId, { tags: [{ key: 'a' }, { key: 'b', value: '' }], pageSize: 5 });
void ecs.describeTasks(regionId, { taskAction: 'ExportImage', taskIds: ['t-1'] });
// @ts-expect-error a region is needed
void ecs.describeImages();
// @ts-expect-error a field that does not exist
void ecs.describeImages(regionId, { imageid: 'm-1' });
// @ts-expect-error an option that is for changes only
void ecs.describeImages(regionId, {}, { idempotent: true });
void ecs.describeImages(
  regionId,
  {},
  { signal: AbortSignal.timeout(1), timeout: 1, maxAttempts: 1 },
);
// @ts-expect-error a dry run would list nothing
void ecs.describeImages(regionId, {}, { dryRun: true });
// @ts-expect-error a dry run would list nothing
void ecs.describeInstances(regionId, {}, { dryRun: true });
// @ts-expect-error a dry run would list nothing
void ecs.describeTasks(regionId, {}, { dryRun: true });
// @ts-expect-error a dry run would list nothing
void ecs.describeRegions({}, { dryRun: true });
// @ts-expect-error a dry run would show nothing
void ecs.describeImageSharePermission(regionId, 'm-1', { dryRun: true });
// @ts-expect-error not one of the owners
void ecs.describeImages(regionId, { imageOwnerAlias: 'me' });
// @ts-expect-error a key is needed
void ecs.describeImages(regionId, { tags: [{ value: 'b' }] });
// @ts-expect-error ids are a list
void ecs.describeInstances(regionId, { instanceIds: 'i-1' });
// @ts-expect-error a language that the service does not have
void ecs.describeRegions({ acceptLanguage: 'it' });

// Changes.
same<ReturnType<typeof ecs.modifyImageSharePermission>, Promise<ModifyImageSharePermissionResult>>(
  true,
);
same<ModifyImageSharePermissionResult['outcome'], 'accepted' | 'validated'>(true);
same<ModifyImageSharePermissionResult extends RequestResult ? true : false, true>(true);
same<OperationOptions['dryRun'], boolean | undefined>(true);
void ecs.modifyImageSharePermission(regionId, 'm-1', { isPublic: false }, { dryRun: true });
same<ReturnType<typeof ecs.cancelTask>, Promise<RequestResult>>(true);
same<ReturnType<typeof ecs.cancelCopyImage>, Promise<RequestResult>>(true);
same<ReturnType<typeof ecs.describeImageSharePermission>, Promise<ImageSharePermission>>(true);
void ecs.modifyImageSharePermission(regionId, 'm-1', { addAccounts: ['1234567890'] });
void ecs.cancelTask(regionId, 't-1', { idempotent: true });
// @ts-expect-error an operation without a dry run
void ecs.cancelTask(regionId, 't-1', { dryRun: true });
// @ts-expect-error numbers lose digits
void ecs.modifyImageSharePermission(regionId, 'm-1', { addAccounts: [1234567890] });
// @ts-expect-error changes are needed
void ecs.modifyImageSharePermission(regionId, 'm-1');
// @ts-expect-error a task is needed
void ecs.cancelTask(regionId);
