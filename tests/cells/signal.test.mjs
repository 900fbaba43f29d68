// Stop without shared memory: a busy worker asks for an address that the page may have revoked.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { interruptBuffer } from "../../book/cells/page/signal.mjs";

let time;
let revoked;
let asked;

class Request {
  open(_method, url) {
    asked.push(url);
  }
  send() {
    if (revoked) throw Error("no such blob");
    this.status = 200;
  }
  abort() {}
}

beforeEach(() => {
  [time, revoked, asked] = [0, false, []];
  globalThis.XMLHttpRequest = Request;
});

const started = (patience = 60_000) => {
  const signal = interruptBuffer(() => time);
  signal.begin("blob:cell", patience);
  return signal;
};

test("a cell that nobody stops asks three times a second, each time another address", () => {
  const signal = started();
  for (time = 0; time <= 3000; time += 1) assert.equal(signal.buffer[0], 0);
  assert.equal(asked.length, 10);
  assert.equal(new Set(asked).size, 10);
  assert.equal(signal.end(), "");
});

test("a revoked address is an interrupt, again and again while the cell runs", () => {
  const signal = started();
  revoked = true;
  time = 299;
  assert.equal(signal.buffer[0], 0);
  time = 300;
  assert.equal(signal.buffer[0], 2);
  signal.buffer[0] = 0; // Pyodide has taken it
  assert.equal(signal.buffer[0], 0);
  time = 600;
  assert.equal(signal.buffer[0], 2);
  assert.equal(asked.length, 1);
  assert.equal(signal.end(), "stop");
});

test("after its time a cell is stopped without a question", () => {
  const signal = started(1000);
  time = 1001;
  assert.equal(signal.buffer[0], 2);
  assert.deepEqual(asked, []);
  assert.equal(signal.end(), "deadline");
});

test("between cells nothing is asked, and the next cell begins unstopped", () => {
  const signal = started();
  revoked = true;
  time = 300;
  assert.equal(signal.buffer[0], 2);
  signal.end();
  time = 5000;
  assert.equal(signal.buffer[0], 0);
  revoked = false;
  signal.begin("blob:next", 1000);
  time = 5400;
  assert.equal(signal.buffer[0], 0);
  assert.equal(signal.end(), "");
});
