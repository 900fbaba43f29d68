"""The state of an explorable, without its picture: the page has that already, alive."""

import traitlets


class AnyWidget(traitlets.HasTraits):
    """Holds the settings and checks them; nobody looks, and nobody sends a message."""

    def _repr_mimebundle_(self, **kwargs):
        return {"application/vnd.jupyter.widget-view+json": "the page shows it"}

    def on_msg(self, callback):
        """No message ever comes."""

    def send(self, content, buffers=None):
        """Nobody hears it."""
