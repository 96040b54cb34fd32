// Runs tasks side by side, at most so many at once, and never two that share something.

/**
 * Calls `run` for every task, in order as far as what they share allows.
 * @template {{ shares?: string[] }} Task
 * @param {Task[]} tasks
 * @param {number} jobs
 * @param {(task: Task) => Promise<void>} run
 * @returns {Promise<void>}
 */
export async function schedule(tasks, jobs, run) {
  const waiting = [...tasks];
  /** @type {Map<Task, Promise<Task>>} */
  const running = new Map();
  const isFree = (/** @type {Task} */ task) => {
    const used = [...running.keys()].flatMap(({ shares = [] }) => shares);
    return !(task.shares ?? []).some((thing) => used.includes(thing));
  };
  while (waiting.length + running.size > 0) {
    const next = running.size < jobs ? waiting.findIndex(isFree) : -1;
    if (next >= 0) {
      const [task] = waiting.splice(next, 1);
      running.set(
        task,
        run(task).then(() => task),
      );
    } else {
      running.delete(await Promise.race(running.values()));
    }
  }
}
