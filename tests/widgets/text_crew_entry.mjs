import { crew } from "../../course_lib/rnn/text_explorer/crew.js";

globalThis.crew = crew;
