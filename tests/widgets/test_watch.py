"""While an author edits, the bundles follow."""

import shutil
import subprocess
import threading

from site_pages import ROOT
from support.waiting import PATIENCE_SECONDS


def written(path, text):
    path.write_text(text)


def replaced(path, text):
    """As many editors save: another file gets the name."""
    other = path.with_suffix(".new")
    other.write_text(text)
    other.replace(path)


def test_a_saved_source_is_bundled_at_once_every_time(tmp_path):
    for part in ("course_lib", "tools"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    source = tmp_path / "course_lib/widgets/quick_check.js"
    bundle = tmp_path / "course_lib/widgets/static/quick_check.js"
    watching = subprocess.Popen(
        ["node", "tools/build_widgets.mjs", "--watch"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    impatient = threading.Timer(PATIENCE_SECONDS, watching.kill)
    impatient.start()
    try:
        said = iter(watching.stdout)
        assert any("watching" in line for line in said)
        before, text = bundle.read_text(), source.read_text()
        assert before == (ROOT / bundle.relative_to(tmp_path)).read_text()
        for count, save in enumerate((written, replaced, replaced, written), start=1):
            save(source, text.replace("export default {", f"export default {{ planted: {count},", 1))
            assert any("wrote quick_check.js" in line for line in said), f"save {count} is not seen"
            assert f"planted:{count}" in bundle.read_text()
    finally:
        impatient.cancel()
        watching.kill()
        watching.wait()
