"""Widgets that Colab does not know are drawn by a manager that it loads from the net when asked to."""

MANAGER = {
    "url": "https://ssl.gstatic.com/colaboratory-static/widgets/colab-cdn-widget-manager/manager.min.js"
}
VIEW = "application/vnd.jupyter.widget-view+json"
_enabled = False


def enable_custom_widget_manager():
    """From now on every widget that is displayed names the manager; anywidget calls this by itself."""
    global _enabled
    if not _enabled:
        from IPython import get_ipython

        get_ipython().display_pub.register_hook(_name_the_manager)
    _enabled = True


def _name_the_manager(message):
    content = message.get("content", {})
    if VIEW in content.get("data", {}):
        content.setdefault("metadata", {}).setdefault(VIEW, {})["colab"] = {"custom_widget_manager": MANAGER}
    return message
