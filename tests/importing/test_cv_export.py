"""Exports of CVs: a CV that was imported is exported as it was; any data gives a valid file, and every loss is reported."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from cv_models import data
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemas import check_json_resume, check_rendercv

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.cv.export import Cv, record_of
from mkdocs_researcher.formats.json_resume import json_resume
from mkdocs_researcher.formats.rendercv import rendercv
from mkdocs_researcher.formats.source import is_single, model_of
from mkdocs_researcher.formats.yaml_text import as_plain, read_yaml
from mkdocs_researcher.importing.cv import data_texts, import_file

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


@MANY
@given(resume=RESUMES)
def test_a_json_resume_keeps_everything(resume: dict[str, Any]) -> None:
    text, problems = json_resume(there(json.dumps(resume), "resume.json"))
    back = json.loads(text)
    del back["$schema"], back["meta"]
    assert back == resume
    assert problems == []


@MANY
@given(cv=CVS)
def test_a_cv_of_rendercv_keeps_everything(cv: dict[str, Any]) -> None:
    text, problems = rendercv(there(yaml.safe_dump({"cv": cv}), "cv.yaml"))
    assert yaml.safe_load(text) == {"cv": cv}
    assert problems == []


# Any data


TITLES = {"json-resume": "JSON Resume", "rendercv": "RenderCV"}
WRITERS = {
    "json-resume": (json_resume, json.loads, check_json_resume),
    "rendercv": (rendercv, yaml.safe_load, check_rendercv),
}
# Checked elsewhere: dates, names (which get marks and bold), and addresses (which become absolute or identifiers).
ELSEWHERE = {
    "id",
    "date",
    "year",
    "authors",
    "name",
    "links",
    "url",
    "logo",
    "avatar",
    "image",
    "website",
    "doi",
    "arxiv",
}


def texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    return [text for item in value for text in texts_in(item)] if isinstance(value, list) else str(value).split("\n\n")


def letters(text: str) -> str:
    """The letters and digits of a text: markup of two texts that are joined may pair up."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("form", WRITERS)
@settings(MANY, max_examples=40, phases=[Phase.explicit, Phase.generate])  # a whole CV takes minutes to shrink
@given(written=data())
def test_any_data_gives_a_valid_file_and_every_loss_is_reported(form: str, written: dict[str, Any]) -> None:
    write, read, check = WRITERS[form]
    records: dict[str, Any] = {
        file: record_of(model_of(file).model_validate(as_plain(found)))
        if is_single(file)
        else [record_of(model_of(file).model_validate(as_plain(entry))) for entry in found]
        for file, found in written.items()
    }
    text, problems = write(Cv(records, SiteFacts("Mira", "https://mira.example.org/")))
    check(read(text))
    exported = " ".join(form for line in texts_in(read(text)) for form in (letters(line), letters(plain_text(line))))
    for file, found in records.items():
        reported = [
            (problem.field, problem.message) for problem in problems if problem.location.file == f"data/{file}.yml"
        ]
        if ("", f"{TITLES[form]} has no section for it, so it is left out") in reported:
            continue
        lost = {field for field, _ in reported} | {
            name
            for field, message in reported
            if not field
            for name in message.split(" ha", 1)[0].replace(" and ", ", ").split(", ")
        }
        for record in [found] if is_single(file) else found:
            for name, value in record.items():
                if name not in ELSEWHERE | lost and name != "projects":
                    assert [one for one in texts_in(value) if letters(plain_text(one)) not in exported] == [], (
                        file,
                        name,
                    )
