// Stop without shared memory, which a static host does not give. The page hands over the address of a blob and revokes
// it; the worker, which is busy and hears no message, asks for that address from time to time, and cannot get it then.

const EVERY = 300; // ms between two questions

/** What Pyodide reads as its interrupt buffer: 2, SIGINT, once the page or the clock says so; `tick` is called, too. */
export function interruptBuffer(now = () => performance.now(), tick = () => {}) {
  let live = null;
  let deadline = Number.POSITIVE_INFINITY;
  let next = 0;
  let asked = 0;
  let reason = "";
  const revoked = () => {
    const request = new XMLHttpRequest();
    asked += 1; // a fresh fragment: no engine may answer from memory
    try {
      request.open("GET", `${live}#${asked}`, false);
      request.send();
      return request.status !== 200;
    } catch {
      return true;
    } finally {
      request.abort(); // else WebKit keeps each answer
    }
  };
  const read = () => {
    tick();
    const time = now();
    if (!live || time < next) return 0;
    next = time + EVERY; // and once more after that: a cell may catch the first
    if (!reason && time > deadline) reason = "deadline";
    if (!reason && revoked()) reason = "stop";
    return reason ? 2 : 0;
  };
  return {
    // Pyodide reads, and writes 0 when it has taken the signal
    buffer: Object.defineProperty({}, 0, { get: read, set() {} }),
    /** Before a cell: the address to ask for, and after how many ms it is stopped all the same. */
    begin(address, patience) {
      live = address;
      reason = "";
      next = now() + EVERY;
      deadline = now() + patience;
    },
    /** After a cell: why it was stopped, or "". */
    end() {
      live = null;
      return reason;
    },
  };
}
