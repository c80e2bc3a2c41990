#!/usr/bin/env node
// The koine command; everything is in @koine/cli, except what calls libraries. CommonJS, which Node starts sooner.
const { existsSync } = require("node:fs");
const { dirname } = require("node:path");

/**
 * Finds the command where Node's own search finds it. For the name, Node would load its resolver of ES modules and read manifests, which
 * takes as long as reading a small header. What is not in the file system (Yarn's Plug'n'Play) it knows by name.
 */
function findStart() {
  for (let folder = __dirname, below = ""; folder !== below; below = folder, folder = dirname(folder)) {
    const path = `${folder}/node_modules/@koine/cli/dist/bundle/start.cjs`;
    if (existsSync(path)) return path;
  }
  return "@koine/cli/start";
}

const { start } = require(findStart());

void start({ loadLibclang: () => import("koine/libclang") });
