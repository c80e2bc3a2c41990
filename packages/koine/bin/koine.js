#!/usr/bin/env node
// The koine command; everything is in @koine/cli, except what calls libraries. CommonJS, which Node starts sooner.
const { start } = require("@koine/cli/start");

void start({ loadLibclang: () => import("koine/libclang") });
