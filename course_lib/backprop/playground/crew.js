// A worker that trains, where one is allowed: the page stays free to scroll and to draw. Without one, as under a strict
// content policy, the page trains by itself.
import { program } from "./engine.js";

const AHEAD = 3; // orders on their way, so that the worker never waits for a picture

// it: the session; make: what makes a worker.
export function crew(it, make = workerOf) {
  let worker = null;
  let able = true; // until something says no
  let ready = false;
  let turn = 0; // answers of an earlier one are of another run
  let stamp = -1; // of the session when this turn began
  let open = 0; // orders without an answer
  let latest = null;
  const give_up = () => {
    able = ready = false;
    worker?.terminate();
  };
  const hear = ({ data }) => {
    if (data === "ready") ready = true;
    else if (data.turn === turn) {
      open -= 1;
      latest = { ...data, marks: [...(latest?.marks ?? []), ...data.marks] };
    }
  };
  const me = {
    ready: () => ready,
    call() {
      stamp = -1;
      if (worker || !able) return;
      try {
        worker = make();
        worker.onmessage = hear;
        worker.onerror = give_up;
      } catch {
        give_up();
      }
    },
    // What has come since the last look goes into the session; true where there was something.
    fetch() {
      const found = stamp === it.stamp && latest;
      latest = null;
      if (found) it.take(found);
      return Boolean(found);
    },
    // Orders up to epoch `until`; steady: one at a time, so that a picture shows each.
    order(until, each, steady) {
      let whole = null;
      if (stamp !== it.stamp) {
        [stamp, open, latest] = [it.stamp, 0, null];
        turn += 1;
        whole = { state: { ...it.state }, snapshot: it.run.snapshot() };
      }
      for (; open < (steady ? 1 : AHEAD); open += 1) {
        worker.postMessage({ turn, until, each, ...whole });
        whole = null;
      }
    },
    // What is on its way is not wanted any more.
    dismiss() {
      stamp = -1;
      turn += 1;
    },
    end: () => worker?.terminate(),
  };
  return me;
}

function workerOf() {
  if (!program || typeof Worker === "undefined") throw new Error("no worker");
  const url = URL.createObjectURL(new Blob([`"use strict";(${program})(self)`]));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}
