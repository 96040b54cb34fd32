// Type tests of `deleteImages` and `waitUntilDeleted`: compiled and never run.
import {
  EcsClient,
  type BulkItem,
  type BulkOptions,
  type BulkProgress,
  type BulkResult,
  type CallOptions,
  type EcsError,
  type WaitOptions,
} from 'ecs-delete-image';

/** Fails to compile unless both types are the same; `any` is the same as itself alone. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_proof: Same<A, B>): void {}

const ecs = new EcsClient({ credentials: { accessKeyId: 'testid', accessKeySecret: 'secret' } });

// What it takes.
const options: BulkOptions = {
  signal: AbortSignal.timeout(1),
  timeout: 1,
  maxAttempts: 1,
  dryRun: true,
  force: true,
  concurrency: 8,
  onProgress({ done, total, item }) {
    same<typeof done, number>(true);
    same<typeof total, number>(true);
    same<typeof item, BulkItem>(true);
  },
};
void ecs.deleteImages('cn-hangzhou', ['m-1', 'm-2'], options);
void ecs.deleteImages('cn-hangzhou', new Set(['m-1']));
void ecs.deleteImages('cn-hangzhou', new Map([['m-1', 1]]).keys(), {});
void ecs.deleteImages('cn-hangzhou', Object.freeze(['m-1']), { concurrency: undefined });
void ecs.deleteImages('cn-hangzhou', [], { onProgress: async () => {} });
same<BulkOptions extends CallOptions ? true : false, true>(true);
same<Parameters<NonNullable<BulkOptions['onProgress']>>, [progress: BulkProgress]>(true);
// @ts-expect-error ids are texts
void ecs.deleteImages('cn-hangzhou', [1, 2]);
// @ts-expect-error ids are needed
void ecs.deleteImages('cn-hangzhou');
// @ts-expect-error only a boolean forces
void ecs.deleteImages('cn-hangzhou', ['m-1'], { force: 'true' });
// @ts-expect-error force is an option here, so that it cannot be given by mistake
void ecs.deleteImages('cn-hangzhou', ['m-1'], true);
// @ts-expect-error an option that does not exist
void ecs.deleteImages('cn-hangzhou', ['m-1'], { parallel: 5 });

// What it gives.
same<ReturnType<typeof ecs.deleteImages>, Promise<BulkResult>>(true);
same<BulkItem['status'], 'accepted' | 'absent' | 'validated' | 'failed' | 'skipped'>(true);
same<BulkItem['error'], EcsError | undefined>(true);
same<BulkResult['counts'], Record<BulkItem['status'], number>>(true);
export function explain({ items, counts }: BulkResult): string[] {
  same<typeof counts.failed, number>(true);
  return items.flatMap(({ imageId, error }) => (error ? [`${imageId}: ${error.code}`] : []));
}

// Waiting.
same<ReturnType<typeof ecs.waitUntilDeleted>, Promise<void>>(true);
same<keyof WaitOptions, 'signal' | 'timeout' | 'interval'>(true);
void ecs.waitUntilDeleted('cn-hangzhou', 'm-1');
void ecs.waitUntilDeleted('cn-hangzhou', 'm-1', { timeout: 0, interval: 1_000 });
// @ts-expect-error an option that does not exist
void ecs.waitUntilDeleted('cn-hangzhou', 'm-1', { maxAttempts: 1 });
// @ts-expect-error one image
void ecs.waitUntilDeleted('cn-hangzhou', ['m-1']);
