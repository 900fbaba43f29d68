// Where the models train: in a worker, or, if none comes, in the page itself, in slices that leave room for frames.
import { program, serve } from "./engine.js";

const SLICE = 8; // ms of work in the page

// hear: gets every report; make: what makes a worker. Returns { send(order), inPage(), end() }.
export function crew(hear, make = workerOf) {
  let worker = null; // or the page's own port
  let ready = false;
  let ended = false;
  let inPage = false;
  const waiting = []; // orders until somebody is there
  const listen = ({ data }) => {
    if (ended) return;
    if (data.type === "ready") {
      ready = true;
      for (const order of waiting.splice(0)) worker.postMessage(order);
    } else hear(data);
  };
  const here = () => {
    if (inPage || ended) return;
    worker?.terminate();
    inPage = true;
    worker = own(listen);
    worker.begin();
  };
  try {
    worker = make();
    worker.onmessage = listen;
    worker.onerror = ({ message }) => (ready ? hear({ type: "failed", message }) : here()); // so is a policy told
  } catch {
    here();
  }
  return {
    send(order) {
      if (ready) worker.postMessage(order);
      else waiting.push(order);
    },
    inPage: () => inPage,
    end() {
      ended = true;
      worker.terminate();
    },
  };
}

// The page as its own worker: orders and reports go by timers, as they would come from outside.
function own(listen) {
  let open = true;
  const later = (work) => setTimeout(() => open && work());
  const port = { postMessage: (data) => later(() => listen({ data })) };
  return {
    begin: () => serve(port, { slice: SLICE, later }),
    postMessage: (data) => later(() => port.onmessage({ data })),
    terminate() {
      open = false;
    },
  };
}

function workerOf() {
  if (!program || typeof Worker === "undefined") throw new Error("no worker");
  const url = URL.createObjectURL(new Blob([`"use strict";(${program})(self)`]));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}
