/** Every peer, in the order of the table's columns. */
import { cLoopPeer } from "./c-loop.ts";
import { dataViewPeer } from "./data-view.ts";
import { ffiRsPeer } from "./ffi-rs.ts";
import { koffiPeer } from "./koffi.ts";
import { koinePeer } from "./koine.ts";
import { napiAddonPeer } from "./napi-addon.ts";
import { nodeFfiPeer } from "./node-ffi.ts";
import type { Peer } from "./peer.ts";
import { v8FastAddonPeer } from "./v8-fast-addon.ts";

export const peers: readonly Peer[] = [
  koinePeer,
  koffiPeer,
  ffiRsPeer,
  nodeFfiPeer,
  napiAddonPeer,
  v8FastAddonPeer,
  cLoopPeer,
  dataViewPeer,
];
