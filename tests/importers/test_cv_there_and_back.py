"""A JSON Resume or a CV of RenderCV that becomes our data is the same again when it is exported."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.formats.cv.fitting import is_single, model_of
from mkdocs_researcher.formats.cv.records import Cv, record_of
from mkdocs_researcher.formats.json_resume.write import json_resume
from mkdocs_researcher.formats.rendercv.write import rendercv
from mkdocs_researcher.formats.site_facts import SiteFacts
from mkdocs_researcher.formats.yaml.read import read_yaml
from mkdocs_researcher.importing.data_files import data_texts
from mkdocs_researcher.importing.kinds import import_file

MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.sampled_from(
    ["Tide gauge", "null", "2025", "no", "C++", "Waves: a study", "5 %", "戸棚", "#1", "- x", "R&D"]
)
LINES = st.lists(WORDS, min_size=1, max_size=3)
URL = st.sampled_from(["https://example.net/a", "http://b.example.net/x?y=1"])
DAYS = st.sampled_from(["2019", "2020-05", "2020-06-30"])
SPANS = st.sampled_from(
    [{}, {"startDate": "2019"}, {"startDate": "2019-05", "endDate": "2021"}, {"startDate": "2020", "endDate": "2020"}]
)


def entry(
    required: dict[str, Any], optional: dict[str, Any], *, spans: bool = False
) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.fixed_dictionaries({name: st.one_of(value) for name, value in required.items()}, optional=optional)
    if spans:
        one = st.tuples(one, SPANS).map(lambda pair: {**pair[0], **pair[1]})
    return st.lists(one, min_size=1, max_size=2)


WORK = {"position": WORDS, "url": URL, "summary": WORDS, "highlights": LINES}
RESUMES = st.fixed_dictionaries(
    {
        "basics": st.fixed_dictionaries(
            {"name": st.just("Jorvik Aldane"), "url": URL},
            optional={
                "label": WORDS,
                "email": st.just("jorvik@example.net"),
                "phone": st.just("+47 22 33"),
                "image": URL,
                "summary": WORDS,
                "location": st.just({"city": "Halden Bay"}),
                "profiles": st.just(
                    [
                        {"network": "GitHub", "username": "jorvik", "url": "https://github.com/jorvik"},
                        {"network": "Blog", "url": "https://blog.example.net"},
                    ]
                ),
            },
        )
    },
    optional={
        "work": entry({"name": WORDS}, {**WORK, "location": WORDS, "description": WORDS}, spans=True),
        "volunteer": entry({"organization": WORDS, "position": WORDS}, {"url": URL, "summary": WORDS}, spans=True),
        "education": entry(
            {"institution": WORDS},
            {"url": URL, "area": WORDS, "studyType": WORDS, "score": WORDS, "courses": LINES},
            spans=True,
        ),
        "awards": entry({"title": WORDS}, {"date": DAYS, "awarder": WORDS, "summary": WORDS}),
        "certificates": entry({"name": WORDS}, {"date": DAYS, "url": URL, "issuer": WORDS}),
        "publications": entry({"name": WORDS}, {"publisher": WORDS, "releaseDate": DAYS, "url": URL, "summary": WORDS}),
        "skills": entry({"name": WORDS}, {"level": WORDS, "keywords": LINES}),
        "languages": entry({"language": WORDS}, {"fluency": WORDS}),
        "interests": entry({"name": WORDS}, {"keywords": LINES}),
        "references": entry({"name": WORDS}, {"reference": WORDS}),
        "projects": entry(
            {"name": WORDS},
            {
                "description": WORDS,
                "highlights": LINES,
                "keywords": LINES,
                "url": URL,
                "roles": st.lists(WORDS, min_size=1, max_size=1),
                "entity": WORDS,
                "type": WORDS,
            },
            spans=True,
        ),
    },
)
TIMES = st.sampled_from(
    [
        {},
        {"date": "2020-05"},
        {"date": "Fall 2023"},
        {"start_date": "2019", "end_date": "present"},
        {"start_date": "2019-05", "end_date": "2021"},
    ]
)


def section(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.tuples(st.fixed_dictionaries(required, optional=optional), TIMES)
    return st.lists(one.map(lambda pair: {**pair[0], **pair[1]}), min_size=1, max_size=2)


SAID = {"location": WORDS, "summary": WORDS, "highlights": LINES}
CVS = st.fixed_dictionaries(
    {"name": st.just("Jorvik Aldane"), "website": URL},
    optional={
        "headline": WORDS,
        "location": WORDS,
        "email": st.just("jorvik@example.net"),
        "social_networks": st.just(
            [{"network": "ORCID", "username": "0000-0002-1825-0097"}, {"network": "X", "username": "j"}]
        ),
        "sections": st.fixed_dictionaries(
            {},
            optional={
                "summary": LINES,
                "education": section({"institution": WORDS, "area": WORDS}, {**SAID, "degree": WORDS}),
                "experience": section({"company": WORDS, "position": WORDS}, SAID),
                "publications": st.lists(
                    st.fixed_dictionaries(
                        {"title": WORDS, "authors": st.just(["Pell Okasha", "Ada Kim"])},
                        optional={"journal": WORDS, "doi": st.just("10.5555/x"), "date": DAYS, "summary": WORDS},
                    ),
                    min_size=1,
                    max_size=2,
                ),
                "field_work": section({"name": WORDS}, SAID),
                "remarks": LINES,
                "skills": st.lists(st.fixed_dictionaries({"label": WORDS, "details": WORDS}), min_size=1, max_size=3),
            },
        ).filter(bool),
    },
)


def there(text: str, name: str) -> Cv:
    """What our site has after an import."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        found = import_file(path)
    assert [str(note) for note in found.notes if note.severity == "warning"] == []
    read = {file: read_yaml(text) for file, text in data_texts(found.records).items()}
    records = {
        file: record_of(model_of(file).model_validate(entries))
        if is_single(file)
        else [record_of(model_of(file).model_validate(one)) for one in entries]
        for file, entries in read.items()
    }
    return Cv(records, SiteFacts("Jorvik"))


def without_ours(value: Any) -> Any:
    """Data without our blocks, and without empty lists."""
    if isinstance(value, dict):
        ours = {"$schema", "meta", "x-mkdocs-researcher", "x_mkdocs_researcher"}
        return {key: without_ours(item) for key, item in value.items() if key not in ours}
    return [without_ours(item) for item in value] if isinstance(value, list) else value


@MANY
@given(resume=RESUMES)
def test_a_json_resume_keeps_everything(resume: dict[str, Any]) -> None:
    back = json.loads(json_resume(there(json.dumps(resume), "resume.json"))[0])
    assert without_ours(back) == resume


@MANY
@given(cv=CVS)
def test_a_cv_of_rendercv_keeps_everything(cv: dict[str, Any]) -> None:
    back = yaml.safe_load(rendercv(there(yaml.safe_dump({"cv": cv}), "cv.yaml"))[0])
    assert without_ours(back) == {"cv": cv}
