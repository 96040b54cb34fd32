// How many tests a run of the suite has at least: tests that vanish must be noticed.
export const LEAST_TESTS = 3470;
