// A preview that runs while a judge looks at it, on a copy of the sample site.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of the sample site in a folder of its own. */
export function copy(name) {
  const root = mkdtempSync(join(tmpdir(), `altavoz-${name}-`));
  for (const part of ["content", "assets", "i18n", "config.toml"]) cpSync(part, join(root, part), { recursive: true });
  return root;
}

/** Serves a site at a free port: the process, and where it is. */
export function serve(program, root, more = []) {
  const child = spawn(program, ["serve", "--root", root, "--port", "0", "--messages", "en", ...more]);
  child.stderr.resume();
  return new Promise((ready, fail) => {
    child.on("exit", (code) => fail(new Error(`the program ended with ${code}`)));
    child.stdout.on("data", (data) => {
      const found = String(data).match(/http:\/\/[\d.:]+\//);
      if (found) ready({ server: child, url: found[0] });
    });
  });
}

/** Looks at a preview in a browser, then ends both, whatever came of it, and removes the copy. */
export async function judge({ browser, server, root }, problems, look) {
  try {
    await look();
  } catch (error) {
    problems.push(error.stack);
  } finally {
    await browser.close();
    server.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Says what is wrong, each once, and ends. */
export function finish(said, problems) {
  for (const problem of [...new Set(problems)].slice(0, 40)) console.log(`  ${problem}`);
  console.log(said);
  process.exit(problems.length > 0 ? 1 : 0);
}
