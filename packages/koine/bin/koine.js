#!/usr/bin/env node
// The koine command; everything is in @koine/cli.
const { main } = await import("@koine/cli");
await main();
