// The grounds of the descent explorer, as its own JavaScript makes them.
import { surfaceOf } from "../../course_lib/optim/descent_explorer/run.js";
import { fixture } from "./fixtures.mjs";

export const all = fixture("descent");
export const { grounds, rows } = all;
export const surface = (settings) => surfaceOf({ condition: 10, angle: 0, ...settings }, grounds, rows);
