// A process of its own: imports one peer, has it make its first signed request, and prints how long that
// took, by the clock and of the processor.
// Usage: node benches/lib/start-child.js PEER
const [peer] = process.argv.slice(2);
const before = process.cpuUsage();
const start = performance.now();
const { firstRequest } = await import(`../peers/${peer}.js`);
await firstRequest();
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wall, cpu: (user + system) / 1_000 }));
// What the peer may still have to do, such as a connection kept open, is not waited for.
process.exit();
