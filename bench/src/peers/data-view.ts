/** No foreign functions: what a `DataView` costs that reads and writes the same memory, for the rows of structs in memory. */
import { loopWorkloads } from "../workloads/catalogue.ts";
import type { Binding, LoadedPeer, Peer } from "./peer.ts";

export const dataViewPeer: Peer = {
  name: "dataview",
  findObstacle: () => undefined,
  load: loadDataView,
};

const noCalls = { notOffered: "no calls" };
const byteLength = 16;

async function loadDataView(): Promise<LoadedPeer> {
  const none = Object.fromEntries(loopWorkloads.map(({ name }) => [name, noCalls])) as LoadedPeer["bindings"];
  const members: Binding = () => {
    const view = new DataView(new ArrayBuffer(byteLength));
    view.setFloat64(8, 2, true);
    return {
      values: { view },
      step: "view.setFloat64(0, i & 1023, true); s += view.getFloat64(0, true) + view.getFloat64(8, true);",
    };
  };
  const nested: Binding = () => {
    const view = new DataView(new ArrayBuffer(2 * byteLength));
    view.setFloat64(24, 2, true);
    return {
      values: { view },
      step: "view.setFloat64(0, i & 1023, true); s += view.getFloat64(0, true) + view.getFloat64(24, true);",
    };
  };
  const array: Binding = () => {
    const view = new DataView(new ArrayBuffer(1000 * byteLength));
    for (let index = 0; index < 1000; index++) view.setFloat64(index * byteLength, 1, true);
    return {
      values: { view },
      step: `for (let k = 0; k < ${1000 * byteLength}; k += ${byteLength}) s += view.getFloat64(k, true);`,
    };
  };
  return {
    bindings: {
      ...none,
      struct_members: members,
      struct_nested: nested,
      struct_array1000: array,
      struct_index1000: array,
    },
    bindPrototypes: noCalls,
  };
}
