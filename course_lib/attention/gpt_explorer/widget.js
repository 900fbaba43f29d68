// The text explorer, whose models Python names: here a GPT is among them, and another one may learn beside it.
import explorer from "../../rnn/text_explorer/widget.js";

export default explorer;
