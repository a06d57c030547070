// Runs each target for BANZHEN_FUZZ_S seconds on seeds made by itself. `--grep <text>` chooses targets.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { run, test } from '../../tools/test-runner.mjs';

const seconds = Number(process.env.BANZHEN_FUZZ_S ?? 60);
const folder = join(root, 'build/fuzz');
const targets = readdirSync(import.meta.dirname).filter((name) => name.endsWith('_fuzz.cpp')).map((name) => name.replace('_fuzz.cpp', '')).sort();
const lengths = { media: 65536, json: 4096 };

for (const name of targets) {
  test(`fuzz: ${name}`, { timeoutMs: (seconds + 120) * 1000 }, () => {
    const program = join(folder, `${name}-fuzz`);
    const corpus = mkdtempSync(join(tmpdir(), `banzhen-fuzz-${name}-`));
    try {
      const seeded = spawnSync(program, { env: { ...process.env, BANZHEN_SEEDS: corpus }, encoding: 'utf8' });
      assert.equal(seeded.status, 0, seeded.stderr);
      const seeds = readdirSync(corpus).length;
      assert.ok(seeds > 0, 'no seeds');
      mkdirSync(folder, { recursive: true });
      const { status, stderr } = spawnSync(program, [
        `-max_total_time=${seconds}`, '-timeout=20', '-rss_limit_mb=3000', `-max_len=${lengths[name] ?? 1024}`, '-print_final_stats=1',
        '-verbosity=1', `-artifact_prefix=${folder}/${name}-`, corpus,
      ], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1' } });
      assert.equal(status, 0, stderr.slice(-6000));
      const runs = Number(/stat::number_of_executed_units:\s*(\d+)/.exec(stderr)?.[1] ?? 0);
      assert.ok(runs >= seeds, `only ${runs} inputs were tried, fewer than the ${seeds} seeds`);
      console.log(`      ${runs} inputs, coverage ${[...stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1]}`);
    } finally {
      rmSync(corpus, { recursive: true, force: true });
    }
  });
}

await run();
