"""CVs as people have them, and what becomes of them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from mkdocs_researcher.formats.cv.values import combined_range
from mkdocs_researcher.formats.source import ImportFailedError
from mkdocs_researcher.importing.cv import Imported, data_texts, import_file


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def run(text: str, name: str = "cv.yml", kind: str = "") -> Imported:
        Path(name).write_text(textwrap.dedent(text), encoding="utf-8")
        return import_file(Path(name), kind)

    return run


def reported(found: Imported, severity: str = "warning") -> list[str]:
    return [str(note) for note in found.notes if note.severity == severity]


def test_json_resume(imported) -> None:
    found = imported(
        """\
        {
          "basics": {
            "name": "Jorvik Aldane",
            "label": "Tidal physicist",
            "image": "me.jpg",
            "url": "https://jorvik.aldane.net",
            "email": "jorvik@aldane.net",
            "summary": "I study tides.",
            "location": {"city": "Halden Bay", "region": "Nord", "countryCode": "NO", "postalCode": "0123"},
            "profiles": [
              {"network": "GitHub", "username": "jorvik", "url": "https://github.com/jorvik"},
              {"network": "Blog", "username": "jorvik", "url": "https://blog.aldane.net"}
            ]
          },
          "work": [
            {
              "name": "Quill Labs",
              "description": "Research company",
              "position": "Intern",
              "startDate": "2021-10",
              "endDate": "2022-03",
              "highlights": ["Built a tide gauge."],
              "salary": "none"
            }
          ],
          "education": [
            {"institution": "Halden Bay University", "studyType": "B.Sc.", "area": "Physics", "endDate": "2020",
             "score": "3.9", "courses": ["Waves"]}
          ],
          "publications": [
            {"name": "On tides", "publisher": "JTC", "releaseDate": "2021-05", "url": "https://doi.org/10.5555/jtc.1"}
          ],
          "volunteer": [{"organization": "Rowing club", "position": "Coach", "startDate": "2019"}],
          "skills": [{"name": "Python", "level": "Master", "keywords": ["NumPy", "JAX"]}],
          "languages": [{"language": "Norwegian", "fluency": "Native"}],
          "interests": [{"name": "Tides"}, {"name": "Chess"}]
        }
        """,
        "resume.json",
    )
    assert found.title == "JSON Resume"
    assert found.records == {
        "profile": {
            "name": "Jorvik Aldane",
            "avatar": "me.jpg",
            "role": "Tidal physicist",
            "location": "0123 Halden Bay, Nord, NO",
            "email": "jorvik@aldane.net",
            "website": "https://jorvik.aldane.net",
            "bio": "I study tides.",
            "interests": ["Tides", "Chess"],
            "links": [{"github": "jorvik"}, {"label": "Blog", "url": "https://blog.aldane.net"}],
        },
        "experience": [
            {
                "organization": "Quill Labs",
                "position": "Intern",
                "group": "Research company",
                "date": "2021-10 – 2022-03",
                "highlights": ["Built a tide gauge."],
            }
        ],
        "education": [
            {
                "institution": "Halden Bay University",
                "degree": "B.Sc.",
                "area": "Physics",
                "date": "2020",
                "score": "3.9",
                "courses": ["Waves"],
            }
        ],
        "papers": [{"title": "On tides", "venue": "JTC", "date": "2021-05", "doi": "10.5555/jtc.1"}],
        "service": [{"role": "Coach", "text": "Rowing club", "date": "2019 – present"}],
        "skills": [{"title": "Python", "subtitle": "Master", "keywords": ["NumPy", "JAX"]}],
        "languages": [{"title": "Norwegian", "subtitle": "Native"}],
    }
    assert reported(found) == [
        "resume.json:23:7: work.1.salary: 'none' has no field in data/experience.yml; put it into another field there "
        "if it matters"
    ]


def test_entries_that_do_not_fit_service_get_their_own_file(imported) -> None:
    found = imported(
        '{"basics": {"name": "A B"}, "volunteer": [{"organization": "Club", "position": "Coach", "summary": "Rowing."}]}',
        "cv.json",
    )
    assert found.records["volunteer"] == [{"title": "Coach", "subtitle": "Club", "details": "Rowing."}]
    assert any('show it with {{ entries("volunteer") }}' in note for note in reported(found, "info"))


def test_what_a_cv_does_not_show_is_named(imported) -> None:
    found = imported(
        '{"basics": {"name": "A B", "summary": "I read."}, "skills": [{"name": "Tides"}], '
        '"interests": [{"name": "Sea", "keywords": ["foam"]}]}',
        "cv.json",
    )
    assert reported(found, "info") == [
        "cv.json:1:28: basics.summary: is bio: in data/profile.yml; cv() does not show it, so put the text above the call "
        "if the CV should start with it",
        'cv.json:1:82: interests: the section is in data/interests.yml; show it with {{ entries("interests") }}, or name '
        "it in the sections of cv()",
    ]


def test_lists_in_plain_text_are_lists_of_markdown(imported) -> None:
    found = imported(
        '{"basics": {"name": "A B"}, "work": [{"name": "Pier", "position": "Engineer", "startDate": "2020", '
        '"summary": "Tasks:\\n- one\\n- two\\nMore:\\n- three"}]}',
        "cv.json",
    )
    (position,) = found.records["experience"]
    assert position["summary"] == "Tasks:\n\n- one\n- two\n\nMore:\n\n- three"


def test_the_names_of_academicpages(imported) -> None:
    found = imported(
        """\
        {"basics": {"name": "Jorvik Aldane", "website": "https://aldane.net", "phone": ""},
         "work": [{"company": "Quill Labs", "website": "", "position": "Intern"}],
         "education": [{"institution": "HBU", "gpa": "3.7/4"}],
         "presentations": [{"name": "Tides", "event": "CoDaL", "date": "2024-05", "location": "Pier", "description": "Talk."}],
         "teaching": [{"course": "Waves", "institution": "HBU", "date": "Fall 2020", "role": "Assistant"}],
         "portfolio": [{"name": "Gauge", "category": "Software", "date": "2025-03", "url": "/portfolio/gauge/"}]}
        """,
        "cv.json",
    )
    assert found.records["profile"] == {"name": "Jorvik Aldane", "website": "https://aldane.net"}
    assert found.records["education"] == [{"institution": "HBU", "score": "3.7/4"}]
    assert found.records["talks"] == [
        {"title": "Tides", "event": "CoDaL", "location": "Pier", "date": "2024-05", "details": "Talk."}
    ]
    assert found.records["teaching"] == [
        {"course": "Waves", "role": "Assistant", "institution": "HBU", "date": "Fall 2020"}
    ]
    assert found.records["projects"][0]["url"] == "portfolio/gauge/"
    assert any("a path on your old site" in note for note in reported(found, "info"))


RENDERCV = """\
    cv:
      name: Jorvik Aldane
      headline: Physicist
      email: [jorvik@aldane.net, second@aldane.net]
      social_networks:
        - network: Google Scholar
          username: ABCdefGHIjkl
        - network: LinkedIn
          username:
      sections:
        summary:
          - I study tides.
          - And waves.
        education:
          - institution: HBU
            area: Physics
            degree: PhD
            start_date: 2020-09
            end_date: present
            highlights:
              - Advisor: Prof. Name.
        research_experience:
          - company: Quill Labs
            position: Intern
            date: a while ago
        Honors & Awards:
          - name: Tide prize
            date: 2020
            location: Oslo
        selected_publications:
          - title: On tides
            authors: ["**Jorvik Aldane**\\\\*", Pell Okasha]
            journal: JTC
            doi: 10.5555/jtc.1
        Field Work:
          - bullet: Measured the tide
        skills:
          - label: Languages
            details: Python, C++
    design:
      theme: classic
    """


def test_rendercv(imported) -> None:
    found = imported(RENDERCV)
    assert found.records == {
        "profile": {
            "name": "Jorvik Aldane",
            "role": "Physicist",
            "email": "jorvik@aldane.net",
            "bio": "I study tides.\n\nAnd waves.",
            "links": [{"scholar": "ABCdefGHIjkl"}],
        },
        "education": [
            {
                "institution": "HBU",
                "degree": "PhD",
                "area": "Physics",
                "date": "2020-09 – present",
                "highlights": ["Advisor: Prof. Name."],
            }
        ],
        "experience": [
            {
                "organization": "Quill Labs",
                "position": "Intern",
                "kind": "Research experience",
                "summary": "a while ago",
            }
        ],
        "awards": [{"title": "Tide prize", "date": "2020", "note": "Oslo"}],
        "papers": [
            {"title": "On tides", "authors": ["Jorvik Aldane*", "Pell Okasha"], "venue": "JTC", "doi": "10.5555/jtc.1"}
        ],
        "field-work": [{"details": "Measured the tide"}],
        "skills": [{"title": "Languages", "keywords": ["Python", "C++"]}],
    }
    assert reported(found) == [
        "cv.yml:4:3: cv.email: 'second@aldane.net' is not in data/profile.yml, which has one field for it; add it to links: "
        "there",
        "cv.yml:25:9: cv.sections.research_experience.1.date: 'a while ago' is not a date; it is kept as text",
    ]
    infos = reported(found, "info")
    assert any("read as the text 'Advisor: Prof. Name.'" in note for note in infos)
    assert any("'LinkedIn' has neither a user name nor a URL" in note for note in infos)
    line = RENDERCV.split("\n").index("    design:") + 1
    assert any(note.startswith(f"cv.yml:{line}:1: design: is about the look") for note in infos)


def test_the_older_cv_of_al_folio(imported) -> None:
    found = imported(
        """\
        - title: General Information
          type: map
          contents:
            - name: Full Name
              value: Jorvik Aldane
            - name: Date of Birth
              value: 5th January 1989
            - name: Languages
              value: English, French
        - title: Education
          type: time_table
          contents:
            - title: PhD
              institution: HBU
              year: 2017
              description:
                - Physics
                - title: Thesis
                  contents: [On tides, Two volumes]
        - title: Honors and Awards
          type: time_table
          contents:
            - year: 2022
              items: [Tide prize, Wave prize]
        - title: Academic Interests
          type: nested_list
          contents:
            - title: Tides
              items: [Spring, Neap]
        - title: Other Interests
          type: list
          contents: [Chess]
        """
    )
    assert found.title == "al-folio's cv.yml"
    assert found.records == {
        "profile": {"name": "Jorvik Aldane"},
        "languages": [{"title": "Languages", "details": "English, French"}],
        "education": [
            {
                "institution": "HBU",
                "degree": "PhD",
                "date": "2017",
                "highlights": ["Physics", "Thesis: On tides, Two volumes"],
            }
        ],
        "awards": [{"title": "Tide prize", "date": "2022"}, {"title": "Wave prize", "date": "2022"}],
        "academic-interests": [{"title": "Tides", "highlights": ["Spring", "Neap"]}],
        "other-interests": [{"title": "Chess"}],
    }
    assert reported(found) == [
        "cv.yml:7:7: 1.contents.2.value: 'Date of Birth: 5th January 1989' has no field in data/profile.yml; add it to "
        "bio: there"
    ]


def test_the_newer_cv_of_al_folio(imported) -> None:
    found = imported(
        """\
        cv:
          name: Jorvik Aldane
          label: Physicist
          image: assets/img/me.jpg
          summary: I study tides.
          address: {city: Halden Bay, countryCode: NO}
          sections:
            Education:
              - {institution: HBU, studyType: PhD, area: Physics, score: "3.9", courses: "Waves, Tides", end_date: Present,
                 start_date: 2020}
            Awards:
              - {title: Prize, awarder: Quill, date: 2020, summary: For tides}
            Publications:
              - {title: On tides, authors: [Jorvik Aldane], publisher: JTC, releaseDate: 2021}
            Skills:
              - {name: Python, level: Master, icon: fa-python, keywords: "NumPy, JAX"}
        """,
        kind="al-folio-cv",
    )
    assert found.records["profile"]["location"] == "Halden Bay, NO"
    assert found.records["education"] == [
        {
            "institution": "HBU",
            "degree": "PhD",
            "area": "Physics",
            "date": "2020 – present",
            "score": "3.9",
            "courses": ["Waves", "Tides"],
        }
    ]
    assert found.records["awards"] == [{"title": "Prize", "awarder": "Quill", "date": "2020", "note": "For tides"}]
    assert found.records["papers"][0]["venue"] == "JTC"
    assert found.records["skills"] == [{"title": "Python", "subtitle": "Master", "keywords": ["NumPy", "JAX"]}]
    assert reported(found) == []


@pytest.mark.parametrize(
    ("date", "start", "end", "expected", "words"),
    [
        ("", "2019-06", "2022-04", "2019-06 – 2022-04", ""),
        ("", "2019-06", "Present", "2019-06 – present", ""),
        ("", "2019-06", "", "2019-06 – present", ""),
        ("", "2019", "2019", "2019", ""),
        ("", "", "2020", "2020", ""),
        ("", "", "Present", "", ""),
        ("", "Fall 2019", "Spring 2020", "Fall 2019 – Spring 2020", ""),
        ("", "2017-05 - 2019-04, 2025-02", "", "2017-05 - 2019-04, 2025-02", ""),
        ("2017-05 - 2019-04, 2025-02", "", "", "2017-05 - 2019-04, 2025-02", ""),
        ("Fall 2025", "", "", "Fall 2025", ""),
        ("2014-06-01T00:00:00Z", "", "", "2014-06-01T00:00:00Z", ""),
        ("sometime", "", "", "", "sometime"),
        ("sometime", "2020", "2021", "2020 – 2021", "sometime"),
        ("", "2020", "never", "2020", "never"),
        ("", "never", "2020", "2020", "never"),
        ("", "2020-13", "", "", "2020-13"),
        ("", "2022", "2019", "2022", "2019"),
    ],
)
def test_dates(date: str, start: str, end: str, expected: str, words: str) -> None:
    assert combined_range(date, start, end) == (expected, words)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cv.json", '{"basics": {"name": "A B",', "cv.json:1:27: not valid JSON: the file ends before every bracket is closed (the one of line 1, column 1 is not); it is probably cut off"),
        ("cv.json", '{"a":\n [1, {"b": 2}', "cv.json:2:14: not valid JSON: the file ends before every bracket is closed (the one of line 2, column 2 is not); it is probably cut off"),
        ("cv.json", '{\n  "basics": {"name": "A B', "cv.json:2:22: not valid JSON: this text in quotes is never closed; close it, or get the file again if it is cut off"),
        ("cv.json", "{'basics': 1}", "cv.json:1:2: not valid JSON: expected a name in straight double quotes, found '''"),
        ("cv.json", '{"a": 1 "b": 2}', "cv.json:1:9: not valid JSON: expected a comma or a closing bracket, found '\"'"),
        ("cv.json", '{"a" 1}', "cv.json:1:6: not valid JSON: expected ':' after the name, found '1'"),
        ("cv.json", '{"a": “x”}', "cv.json:1:7: not valid JSON: '“' cannot start a value; put text in straight double quotes"),
        ("cv.json", '{"a":\xa01}', "cv.json:1:6: not valid JSON: the invisible character U+00A0 cannot start a value"),
        ("cv.json", '{"a": "\\x"}', "cv.json:1:8: not valid JSON: in quotes a \\ starts an escape such as \\n; write \\\\ for a \\ itself"),
        ("cv.json", '{"a": "\\u12"}', "cv.json:1:9: not valid JSON: in quotes a \\ starts an escape such as \\n"),
        ("cv.json", "", "cv.json:1:1: not valid JSON: the file is empty"),
        ("cv.json", "[" * 200 + "]" * 200, "cv.json:1:1: not valid JSON: the data is nested more than 100 levels deep"),
        ("cv.json", "[" * 90_000, "cv.json:1:1: not valid JSON: the data is nested more than 100 levels deep"),
        ("cv.json", '{"basics": {}} x', "cv.json:1:16: not valid JSON: there is more text after the end of the data; a JSON file holds one value"),
        ("cv.json", '{\n  // me\n  "a": 1}', "cv.json:2:3: not valid JSON: JSON has no comments; remove this one"),
        ("cv.json", '{"a": 1 /* me */}', "cv.json:1:9: not valid JSON: JSON has no comments; remove this one"),
        ("cv.json", '{"a": [1,\n]}', "cv.json:2:1: not valid JSON: remove the comma before the ']'"),
        ("cv.json", '{"a": {"b": 1,}}', "cv.json:1:15: not valid JSON: remove the comma before the '}'"),
        ("cv.yml", "cv:\n  name: A: B\n", "cv.yml:2:9: not valid YAML: "),
        ("cv.yml", "cv: {name: A}\ncv: {name: B}\n", "cv.yml:2:1: cv: appears twice in the same entry; keep one"),
        ("cv.yml", "title: x\n", "cv.yml: is not a known format: neither papers (BibTeX, RIS, CSL-JSON) nor a CV (RenderCV, al-folio's cv.yml, JSON Resume); if it is one of them, name it with --from"),
        ("cv.json", '{"basics": {}}', "cv.json: contains nothing that a data file can hold (it was read as JSON Resume)"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_a_cv_is_reported_with_its_line(imported, name: str, text: str, message: str) -> None:
    with pytest.raises(ImportFailedError) as error:
        imported(text, name)
    assert str(error.value).startswith(message)


def test_a_repeated_field_is_reported(imported) -> None:
    found = imported('{"basics": {"name": "A B", "name": "C D"}}', "cv.json")
    assert found.records["profile"]["name"] == "C D"
    assert reported(found) == ["cv.json:1:28: name: appears twice in the same entry; the last one counts"]


def test_every_repeated_field_is_reported_the_first_with_its_position(imported) -> None:
    source = '{"basics": {"name": "A", "name": "C"},\n"awards": [{"title": "x", "title": "y", "a": 1}]}'
    assert reported(imported(source, "cv.json")) == [
        "cv.json: title: appears twice in the same entry; the last one counts",
        "cv.json: awards.1.a: '1' has no field in data/awards.yml; put it into another field there if it matters",
        "cv.json:1:26: name: appears twice in the same entry; the last one counts",
    ]


def test_positions_in_json_that_differs_from_yaml(imported) -> None:
    found = imported('{\n\t"basics":{"name":"A \\ud83d\\ude00 B","x\\/y":1.50}\n}', "cv.json")
    assert found.records == {"profile": {"name": "A 😀 B"}}
    assert reported(found)[0].startswith("cv.json:2:38: basics.x/y: '1.50' has no field in data/profile.yml")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Albert Einstein"),
        ("summary", "Lorem ipsum dolor sit amet"),
        ("label", "Your Title"),
        ("email", "you@example.com"),
        ("phone", "(912) 555-4321"),
        ("phone", "+1 234 567 890"),
        ("name", "Richard Hendriks"),
    ],
)
def test_leftovers_of_a_template_are_imported_and_reported(imported, field: str, text: str) -> None:
    found = imported(
        f'{{"basics": {{"name": "A B", "{field}": "{text}"}}}}'.replace('"name": "A B", "name"', '"name"'), "cv.json"
    )
    assert text in str(found.records)
    assert any(f"basics.{field}: '" in note and "leftover from a template" in note for note in reported(found, "info"))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("phone", "+47 22 33 44 55"),
        ("phone", "+44 20 7946 0123"),
        ("label", "Alberta Einsteinium"),
        ("label", "Johnny Doering"),
    ],
)
def test_real_data_is_not_reported(imported, field: str, text: str) -> None:
    found = imported(f'{{"basics": {{"name": "A B", "{field}": "{text}"}}}}', "cv.json")
    assert found.notes == ()


def test_a_bad_address_is_left_out_and_reported(imported) -> None:
    found = imported(
        '{"basics": {"name": "A B", "url": "www.aldane.net/x"}, "awards": [{"title": "T", "url": "javascript:alert(1)"}]}',
        "cv.json",
    )
    assert found.records == {
        "profile": {"name": "A B", "website": "https://www.aldane.net/x"},
        "awards": [{"title": "T"}],
    }
    (note,) = reported(found)
    assert note.startswith("cv.json:1:82: awards.1.url: is left out of data/awards.yml: ")
    assert note.endswith("it says 'javascript:alert(1)'")


def test_data_files_read_well(imported) -> None:
    texts: dict[str, Any] = data_texts(imported(RENDERCV).records)
    assert texts["education"] == textwrap.dedent(
        """\
        - institution: HBU
          degree: PhD
          area: Physics
          date: 2020-09 – present
          highlights:
            - 'Advisor: Prof. Name.'
        """
    )


@pytest.mark.parametrize("section", ["work", "projects", "teaching"])
def test_an_end_before_the_beginning_is_reported_at_its_line(imported, section: str) -> None:
    found = imported(
        f"""\
        {{"basics": {{"name": "Jorvik Aldane"}}, "{section}": [{{
          "name": "Quill",
          "startDate": "2022-05",
          "endDate": "2020"
        }}]}}
        """,
        "resume.json",
    )
    assert reported(found) == [
        f"resume.json:4:3: {section}.1.endDate: '2020' is before the start, '2022-05'; only the start is read as a date, "
        "and the end is kept as text"
    ]
