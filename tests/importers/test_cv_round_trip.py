"""Our data, through another format, is our data again; and theirs, through ours, is theirs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from cv_models import data
from hypothesis import HealthCheck, Phase, given, settings
from schemas import check_json_resume, check_rendercv

from mkdocs_researcher.formats.cv.fitting import canonical, is_single, model_of
from mkdocs_researcher.formats.cv.records import Cv, record_of
from mkdocs_researcher.formats.json_resume.write import json_resume
from mkdocs_researcher.formats.rendercv.write import rendercv
from mkdocs_researcher.formats.site_facts import SiteFacts
from mkdocs_researcher.formats.yaml.read import read_yaml
from mkdocs_researcher.formats.yaml.write import as_plain
from mkdocs_researcher.importing.data_files import data_texts
from mkdocs_researcher.importing.kinds import import_file

FORMATS = {"json-resume": (json_resume, "resume.json"), "rendercv": (rendercv, "cv.yaml")}
CHECKS = {
    "json-resume": lambda text: check_json_resume(json.loads(text)),
    "rendercv": lambda text: check_rendercv(yaml.safe_load(text)),
}
# A whole CV takes minutes to shrink, and what is wrong with it is seen without.
MANY = settings(
    max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


def exported(written: dict[str, Any], form: str) -> str:
    """The data, as an author wrote it, in another format."""
    models = {
        file: model_of(file).model_validate(as_plain(found))
        if is_single(file)
        else [model_of(file).model_validate(as_plain(entry)) for entry in found]
        for file, found in written.items()
    }
    records = {
        file: record_of(found) if is_single(file) else [record_of(entry) for entry in found]
        for file, found in models.items()
    }
    return FORMATS[form][0](Cv(records, SiteFacts("Mira", "https://mira.example.org/")))[0]


def imported(text: str, form: str) -> dict[str, Any]:
    """What an import writes, read again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FORMATS[form][1]
        path.write_text(text, encoding="utf-8", newline="")
        found = import_file(path, form)
    read = {file: read_yaml(text) for file, text in data_texts(found.records).items()}
    if "venues" in read:
        read["venues"] = [{"short": short, **venue} for short, venue in read["venues"].items()]
    return read


def meaning(records: dict[str, Any]) -> dict[str, Any]:
    """What the models make of records."""
    return {
        file: canonical(file, as_plain(found))
        if is_single(file)
        else [canonical(file, as_plain(entry)) for entry in found]
        for file, found in records.items()
    }


@pytest.mark.parametrize("form", FORMATS)
@MANY
@given(written=data())
def test_our_data_comes_back_whole(form: str, written: dict[str, Any]) -> None:
    text = exported(written, form)
    CHECKS[form](text)
    assert meaning(imported(text, form)) == meaning(written)
