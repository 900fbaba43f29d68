// How many characters a frame gets: those that are due, or, as fast as it goes, those for which there is time. No DOM.
const [LEAST, MOST] = [2, 15]; // ms of a frame for the network, as fast as it goes
const LATE = 18; // ms from frame to frame: after more there was too much to do
const [EAGER, MORE, LESS] = [0.5, 0.05, 1]; // ms by which it grows up to the first late frame, and after; and shrinks
const GAP = 100; // ms: what a hidden page has missed is not made up for
const GLANCE = 400; // ms between two looks at the pace

export function pace() {
  let [room, grows] = [4, EAGER];
  let [before, owed, since] = [null, 0, null];
  const it = { rate: 0 }; // characters a second, of late
  return Object.assign(it, {
    begin() {
      [before, owed, since] = [null, 1, null];
      it.rate = 0;
    },
    // A frame begins, at which so many are written; with a speed, how many more are due now.
    frame(time, written, speed) {
      const gap = before === null ? 0 : time - before;
      before = time;
      since ??= [time, written];
      if (time - since[0] > GLANCE) {
        it.rate = (1000 * (written - since[1])) / (time - since[0]);
        since = [time, written];
      }
      if (speed) {
        owed += (speed * Math.min(gap, GAP)) / 1000;
        const due = Math.floor(owed);
        owed -= due;
        return due;
      }
      if (gap > LATE) grows = MORE;
      room = Math.min(MOST, Math.max(LEAST, room + (gap > LATE ? -LESS : grows)));
      return Infinity;
    },
    // For that long this frame may write.
    room: () => room,
  });
}
