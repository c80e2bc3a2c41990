#!/usr/bin/env node
// The koine command; everything is in @koine/cli, except what calls libraries.
const { main } = await import("@koine/cli");
await main({ loadLibclang: () => import("koine/libclang") });
