// Type tests of a diagnosis: compiled and never run.
import {
  EcsClient,
  EcsServiceError,
  type Blocker,
  type CallOptions,
  type DeleteImageErrorCode,
  type Diagnosis,
  type ReadyRemedy,
  type Remedy,
  type UnknownBlocker,
} from 'ecs-delete-image';

/** Fails to compile unless both types are the same; `any` is the same as itself alone. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_proof: Same<A, B>): void {}

const ecs = new EcsClient({ credentials: { accessKeyId: 'testid', accessKeySecret: 'secret' } });

// A call.
same<ReturnType<typeof ecs.diagnose>, Promise<Diagnosis>>(true);
void ecs.diagnose('cn-hangzhou', 'm-1');
void ecs.diagnose('cn-hangzhou', 'm-1', { timeout: 1, maxAttempts: 1 });
void ecs.diagnose('cn-hangzhou', 'm-1', { signal: AbortSignal.timeout(1) });
// @ts-expect-error an image id is needed
void ecs.diagnose('cn-hangzhou');
// @ts-expect-error a diagnosis never deletes, so there is nothing to run dry
void ecs.diagnose('cn-hangzhou', 'm-1', { dryRun: true });
// @ts-expect-error nothing is forced
void ecs.diagnose('cn-hangzhou', 'm-1', true);
same<keyof NonNullable<Parameters<typeof ecs.diagnose>[2]>, Exclude<keyof CallOptions, 'dryRun'>>(
  true,
);

// What it finds.
export async function use(): Promise<string> {
  const diagnosis = await ecs.diagnose('cn-hangzhou', 'm-1');
  same<keyof Diagnosis, 'image' | 'deletable' | 'deletableWithForce' | 'blockers' | 'unknown'>(
    true,
  );
  same<Diagnosis['deletable'] | Diagnosis['deletableWithForce'], boolean>(true);
  // @ts-expect-error the image can be absent
  diagnosis.image.status;
  for (const blocker of diagnosis.blockers) {
    same<typeof blocker, Blocker>(true);
    same<Blocker['code'], DeleteImageErrorCode>(true);
    same<Blocker['resources'], string[]>(true);
    switch (blocker.code) {
      case 'ImageUseShared':
      case 'InvalidImageId.NotFound':
        break;
      // @ts-expect-error no code of a deletion
      case 'Throttling':
    }
    for (const remedy of blocker.remedies) {
      same<typeof remedy, ReadyRemedy>(true);
      same<ReadyRemedy['requires'], []>(true);
      // As it is.
      await ecs.call(remedy.action, remedy.parameters);
    }
  }
  for (const unknown of diagnosis.unknown) {
    same<typeof unknown, UnknownBlocker>(true);
    same<UnknownBlocker['error'], EcsServiceError>(true);
    same<UnknownBlocker['codes'], DeleteImageErrorCode[]>(true);
    if (unknown.error.accessDenied) return unknown.error.accessDenied.authAction ?? '';
  }
  return diagnosis.image?.progress ?? diagnosis.image?.name ?? '';
}

// A refusal's remedy is not always ready; only what differs is typed differently.
same<Exclude<keyof Remedy, keyof ReadyRemedy>, never>(true);
// @ts-expect-error something may have to be added
export const ready = (remedy: Remedy): ReadyRemedy => remedy;
