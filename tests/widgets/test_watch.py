"""While an author edits, the bundles follow."""

import shutil
import subprocess

from site_pages import ROOT


def test_a_saved_source_is_bundled_at_once(tmp_path):
    for part in ("course_lib", "tools"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    source = tmp_path / "course_lib/widgets/quick_check.js"
    bundle = tmp_path / "course_lib/widgets/static/quick_check.js"
    watching = subprocess.Popen(
        ["node", "tools/build_widgets.mjs", "--watch"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    try:
        said = iter(watching.stdout)
        assert any("watching" in line for line in said)
        before = bundle.read_text()
        source.write_text(source.read_text().replace("export default {", "export default { planted: 1,", 1))
        assert any("wrote quick_check.js" in line for line in said)
        assert "planted:1" in bundle.read_text()
        assert before == (ROOT / bundle.relative_to(tmp_path)).read_text()
    finally:
        watching.kill()
        watching.wait()
