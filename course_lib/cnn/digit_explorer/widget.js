import { WEIGHTS } from "./weights.js";
export default { render: () => WEIGHTS };
