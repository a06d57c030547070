// Runs a suite that was written with test-runner.mjs in several processes at once, each with its share of the tests:
//
//   node tools/shards.mjs <processes> tests/browser/run.mjs [arguments of the suite]
//
// What the suites print of one test stays together; the last line counts all of them.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [count, file, ...rest] = process.argv.slice(2);
const counts = /^(\d+) passed, (\d+) failed$/;
let passed = 0, failed = 0;

function runShard(number) {
  const child = spawn(process.execPath, [file, '--shard', `${number}/${count}`, ...rest], { stdio: ['ignore', 'pipe', 'inherit'] });
  let block = [];
  let counted = false;
  const print = () => {
    if (block.length) console.log(block.join('\n'));
    block = [];
  };
  createInterface(child.stdout).on('line', (line) => {
    const found = counts.exec(line);
    if (found) {
      counted = true;
      passed += Number(found[1]);
      failed += Number(found[2]);
      return;
    }
    if (/^(ok|FAIL) {2,}/.test(line)) print();
    block.push(line);
  });
  return new Promise((done) => child.on('close', (code) => {
    print();
    if (!counted) {
      console.log(`process ${number} of ${count} came to no end: ${code}`);
      failed += 1;
    }
    done();
  }));
}

await Promise.all(Array.from({ length: Number(count) }, (_, index) => runShard(index + 1)));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
