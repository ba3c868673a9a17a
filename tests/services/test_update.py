"""`mkdocs-researcher update` from the shell to `counts.json`, against interfaces on this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from answering import Reply
from building import Project
from click.testing import CliRunner, Result
from interfaces import RECORDED, Interfaces, recorded

from mkdocs_researcher import files as writing
from mkdocs_researcher.cli import main
from mkdocs_researcher.hosts.check.opening import find_pages
from mkdocs_researcher.importing.counts import read_project

EXPECTED = Path(__file__).parent / "expected"
PAPERS = """\
- {id: ledger, title: "Reading the Ledger: Layer Spectra Without Shape Bias", authors: [Mira Tovanne], year: 2026,
   doi: 10.5555/CODAL.2026.0168, scholar: "MiraExample1:u5HHmVD_uO8C", repo: Mira/Ledger}
- {id: quiet, title: "Quiet Graphs", authors: [Ines Calloway], year: 2025, arxiv: 2507.05257v3}
- {id: cache, title: "How Small Can the *Cache* Be?", authors: [Mira Tovanne], year: 2025}
- {id: anchors, title: Anchors That Drift, authors: [Mira Tovanne], year: 2026}
- {id: tides, title: Two Tides of Fine-Tuning, authors: [Pell Okasha, Mira Tovanne], year: 2025}
- {id: nobody, title: "Nobody Has Read This Paper", authors: [Mira Tovanne], year: 2020, doi: "10.5555/a,b"}
- {id: secret, title: Hidden, year: 2024, doi: 10.5555/hidden, repo: mira/hidden, hidden: true}
"""
FILES = {
    "mkdocs.yml": "site_name: Test\nplugins: [researcher]\n",
    "docs/index.md": '# A\n\n{{ stars("gone/away") }}\n\n```\n{{ stars("in/code") }}\n```\n\n`{{ stars("in/span") }}`\n',
    "data/papers.yml": PAPERS,
    "data/profile.yml": "name: Mira Tovanne\nlinks:\n  - scholar: MiraExample1\n  - orcid: 0000-0002-1825-0097\n",
}

pytestmark = pytest.mark.usefixtures("slept")


def run(project: Project, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["update", str(project.root), *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def kept(project: Project) -> Any:
    return json.loads((project.root / "data/counts.json").read_text(encoding="utf-8"))


def fail(server: Interfaces, *starts: str) -> None:
    server.stays = True
    server.first = {start: [Reply(500, "oops")] for start in starts}


ALL = ("/works", "/authors", "/graph", "/repos")


def test_the_first_run(server: Interfaces, project: Project) -> None:
    result = run(project.write(FILES))
    assert result.exit_code == 0
    assert result.stdout == (EXPECTED / "first-run.txt").read_text(encoding="utf-8")
    assert result.stderr == "asking OpenAlex …\nasking Semantic Scholar …\nasking GitHub …\n"
    written = (project.root / "data/counts.json").read_text(encoding="utf-8")
    assert written == (EXPECTED / "counts.json").read_text(encoding="utf-8")


def test_the_questions(server: Interfaces, project: Project) -> None:
    run(project.write(FILES), "--email", "mira@example.org")
    questions = str([(one.path, one.query, one.body) for one in server.asked])
    for never in ("hidden", "in/code", "in/span"):
        assert never not in questions
    works = next(one for one in server.asked if one.path == "/works")
    assert works.query["filter"] == "doi:10.5555/codal.2026.0168|10.48550/arxiv.2507.05257"
    assert works.query["mailto"] == "mira@example.org"
    assert "/works/doi:10.5555/a%2Cb" in server.paths()  # a comma has another meaning in a filter
    assert "/authors/orcid:0000-0002-1825-0097" in server.paths()
    batch = next(one for one in server.asked if one.path.endswith("/batch"))
    assert batch.body == {"ids": ["DOI:10.5555/CODAL.2026.0168", "ARXIV:2507.05257", "DOI:10.5555/a,b"]}
    assert [path for path in server.paths() if path.startswith("/repos")] == ["/repos/gone/away", "/repos/mira/ledger"]


def test_keys_come_from_the_environment(server: Interfaces, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "key-o")
    monkeypatch.setenv("SEMANTIC_SCHOLAR_API_KEY", "key-s")
    monkeypatch.setenv("GITHUB_TOKEN", "key-g")
    result = run(project.write(FILES))
    for one in server.asked:
        if one.path.startswith("/graph"):
            assert one.headers["x-api-key"] == "key-s"
        elif one.path.startswith("/repos"):
            assert one.headers["Authorization"] == "Bearer key-g"
        else:
            assert one.query["api_key"] == "key-o"
    assert "key-" not in result.output
    assert "key-" not in (project.root / "data/counts.json").read_text(encoding="utf-8")


def test_a_second_run_on_the_same_day_writes_nothing(server: Interfaces, project: Project) -> None:
    run(project.write(FILES))
    path = project.root / "data/counts.json"
    before = path.stat().st_mtime_ns
    result = run(project)
    assert "no number has changed\n" in result.stdout
    assert result.stdout.endswith("unchanged data/counts.json\n")
    assert path.stat().st_mtime_ns == before


def test_another_day_is_written(server: Interfaces, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    run(project.write(FILES))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782864000")
    result = run(project, "--source", "github")
    assert result.stdout.endswith("wrote data/counts.json\n")
    assert kept(project)["updated"] == "2026-07-01"
    assert kept(project)["sources"] == {
        "GitHub": "2026-07-01",
        "OpenAlex": "2026-06-30",
        "Semantic Scholar": "2026-06-30",
    }


def test_dry_run(server: Interfaces, project: Project) -> None:
    result = run(project.write(FILES), "--dry-run")
    assert result.exit_code == 0
    assert "ledger" in result.stdout
    assert result.stdout.endswith("would write data/counts.json\n")
    assert not (project.root / "data/counts.json").exists()


def test_one_source(server: Interfaces, project: Project) -> None:
    result = run(project.write(FILES), "--source", "semantic-scholar")
    assert result.stderr == "asking Semantic Scholar …\n"
    assert all(path.startswith("/graph") for path in server.paths())
    assert kept(project)["papers"]["ledger"] == {
        "by": "DOI",
        "citations": 31,
        "source": "Semantic Scholar",
        "url": "https://www.semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776",
    }
    assert "author" not in kept(project)


# Which number wins


def test_the_highest_number_wins(server: Interfaces, project: Project) -> None:
    run(project.write(FILES))
    papers = kept(project)["papers"]
    assert (papers["ledger"]["citations"], papers["ledger"]["source"]) == (31, "Semantic Scholar")
    assert (papers["quiet"]["citations"], papers["quiet"]["source"], papers["quiet"]["by"]) == (41, "OpenAlex", "arXiv")


@pytest.mark.parametrize("name", ["gs_data", "gs_data_serpapi"])
def test_google_scholar_wins(server: Interfaces, project: Project, name: str) -> None:
    result = run(project.write(FILES), "--scholar", str(RECORDED / f"{name}.json"))
    assert result.exit_code == 0
    counts = kept(project)
    assert counts["papers"]["ledger"] == {
        "by": "id",
        "citations": 29,
        "source": "Google Scholar",
        "url": "https://scholar.google.com/citations?view_op=view_citation&citation_for_view=MiraExample1:u5HHmVD_uO8C",
    }
    tides = counts["papers"]["tides"]
    assert (tides["by"], tides["citations"]) == ("title", 12 if name == "gs_data" else 0)
    author = counts["author"]
    assert (author["citations"], author["h_index"], author["i10_index"]) == (190, 6, 4)
    assert author.get("per_year", {}) == (recorded(name).get("cites_per_year", {}))
    assert counts["sources"]["Google Scholar"] == "2026-06-20"  # when the crawler ran


def test_google_scholar_from_an_address(server: Interfaces, project: Project) -> None:
    server.first["/gs"] = [Reply(200, recorded("gs_data"))]
    run(project.write(FILES), "--source", "google-scholar", "--scholar", f"{server.url}/gs_data.json")
    assert server.paths() == ["/gs_data.json"]
    assert kept(project)["papers"].keys() == {"ledger", "tides"}


def test_somebody_elses_google_scholar_data_is_refused(server: Interfaces, project: Project, tmp_path: Path) -> None:
    other = tmp_path / "gs.json"
    other.write_text(json.dumps({**recorded("gs_data"), "scholar_id": "SomebodyElse"}), encoding="utf-8")
    result = run(project.write(FILES), "--source", "google-scholar", "--scholar", str(other))
    assert result.exit_code == 1
    assert "belongs to the Google Scholar profile SomebodyElse, but your profile is MiraExample1" in result.stdout
    assert not (project.root / "data/counts.json").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read: No such file or directory"),
        ("{", "does not contain JSON"),
        ("[]", "has no 'publications'"),
        ("{}", "has no 'publications'"),
        ('{"publications": 5}', "has no 'publications'"),
    ],
)
def test_odd_google_scholar_data(
    server: Interfaces, project: Project, tmp_path: Path, text: str | None, said: str
) -> None:
    path = tmp_path / "gs.json"
    if text is not None:
        path.write_text(text)
    result = run(project.write(FILES), "--source", "google-scholar", "--scholar", str(path))
    assert result.exit_code == 1
    assert said in result.stdout


def test_odd_values_in_google_scholar_data_are_passed_over(
    server: Interfaces, project: Project, tmp_path: Path
) -> None:
    data = recorded("gs_data")
    data["publications"] |= {"a": 5, "b": {"bib": [], "num_citations": -3}, "c": {"title": None, "num_citations": "x"}}
    data |= {"cites_per_year": {"": 3, "20": 4, "2025": "x"}, "hindex": True, "updated": "yesterday"}
    path = tmp_path / "gs.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = run(project.write(FILES), "--source", "google-scholar", "--scholar", str(path))
    assert result.exit_code == 0
    assert kept(project)["papers"]["ledger"]["citations"] == 29
    assert kept(project)["sources"] == {"Google Scholar": "2026-06-30"}


def test_a_title_must_match_in_every_respect(server: Interfaces, project: Project) -> None:
    """OpenAlex knows a paper of the same title from 2011, and one by another author."""
    works = recorded("openalex_works")
    works["results"][3]["publication_year"] = 2025
    server.first["/works"] = [Reply(200, works)]
    server.stays = True
    papers = "- {id: tides, title: Two Tides of Fine-Tuning, authors: [Pell Okasha], year: 2025}\n"
    result = run(project.write({**FILES, "data/papers.yml": papers}), "--source", "openalex")
    assert "not found: tides" in result.stdout
    papers = "- {id: tides, title: Two Tides of Fine-Tuning, authors: [S. Else], year: 2025}\n"
    run(project.write({"data/papers.yml": papers}), "--source", "openalex")
    assert kept(project)["papers"]["tides"]["citations"] == 900


def test_values_that_a_source_no_longer_has_are_removed(server: Interfaces, project: Project) -> None:
    run(project.write(FILES), "--source", "openalex")
    assert kept(project)["papers"]["cache"]["citations"] == 7
    server.first = {"/works/": [Reply(404, {})], "/works": [Reply(200, {"results": []})]}
    server.stays = True
    result = run(project, "--source", "openalex")
    assert "cache   OpenAlex (title)    7 ->   -\n" in result.stdout
    assert kept(project)["papers"] == {}


def test_numbers_of_papers_that_are_gone_go_too(server: Interfaces, project: Project) -> None:
    run(project.write(FILES))
    run(project.write({"data/papers.yml": "- {id: cache, title: How Small Can the Cache Be?, year: 2025}\n"}))
    assert kept(project)["papers"].keys() == {"cache"}
    assert kept(project)["repositories"] == {}


# Failures


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(500, "oops"), "answers 500 Internal Server Error"),
        (Reply(404, "nothing here"), "answers 404 Not Found"),
        (Reply(200, "<html>"), "sends something that is not JSON"),
        (Reply(200, ""), "sends something that is not JSON"),
        (Reply(200, {"data": 5}), "answers in an unknown format"),
        (Reply(200, []), "answers in an unknown format"),
        (
            Reply(200, {"results": [{"id": "W1", "cited_by_count": -4}]}),
            "in an unknown format (at results.0.cited_by_count)",
        ),
        (Reply(200, {"results": None}), "in an unknown format (at results)"),
        (Reply(429, "", {"Retry-After": "9999"}), "a free key in OPENALEX_API_KEY"),
    ],
)
def test_a_source_that_fails_is_named_and_the_others_serve(
    server: Interfaces, project: Project, reply: Reply, said: str
) -> None:
    server.first["/works"] = [reply]
    server.stays = True
    result = run(project.write(FILES))
    assert result.exit_code == 0
    line = next(line for line in result.stdout.splitlines() if line.startswith("OpenAlex failed: "))
    assert said in line
    assert "old numbers" not in line  # there are none yet
    assert kept(project)["papers"]["ledger"]["source"] == "Semantic Scholar"
    assert kept(project)["author"]["citations"] == 147  # came before the failure


def test_a_slow_source_is_left(server: Interfaces, project: Project) -> None:
    server.first = {start: [Reply(200, {}, {}, 30)] for start in ("/works", "/authors")}
    server.stays = True
    result = run(project.write(FILES), "--timeout", "0.1")
    assert result.exit_code == 0
    assert "OpenAlex failed: " in result.stdout
    assert "does not answer within 0.1 seconds" in result.stdout


def test_old_numbers_stay_where_a_source_fails(server: Interfaces, project: Project) -> None:
    run(project.write(FILES))
    before = kept(project)
    fail(server, "/works", "/authors")
    result = run(project)
    assert result.exit_code == 0
    assert "no number has changed" in result.stdout
    assert "; old numbers are kept\n" in result.stdout
    assert kept(project) == before


def test_all_fail(server: Interfaces, project: Project) -> None:
    run(project.write(FILES))
    before = (project.root / "data/counts.json").read_bytes()
    fail(server, *ALL)
    result = run(project)
    assert result.exit_code == 1
    assert [line.split(" failed")[0] for line in result.stdout.splitlines() if " failed: " in line] == [
        "OpenAlex",
        "Semantic Scholar",
        "GitHub",
    ]
    assert result.stdout.endswith("no source answered; data/counts.json stays as it is\n")
    assert (project.root / "data/counts.json").read_bytes() == before


def test_all_fail_the_first_time(server: Interfaces, project: Project) -> None:
    fail(server, *ALL)
    result = run(project.write(FILES))
    assert result.exit_code == 1
    assert "old numbers" not in result.stdout
    assert result.stdout.endswith("no source answered; data/counts.json is not written\n")
    assert not (project.root / "data/counts.json").exists()


def test_a_source_that_stops_half_way(server: Interfaces, project: Project) -> None:
    server.first["/graph/v1/paper/search"] = [Reply(404, {"error": "Title match not found"}), Reply(429, "")]
    server.stays = True
    result = run(project.write(FILES), "--source", "semantic-scholar")
    assert result.exit_code == 0
    assert "a key in SEMANTIC_SCHOLAR_API_KEY helps; what it did not get to has no numbers yet" in result.stdout
    assert kept(project)["papers"].keys() == {"ledger", "quiet"}
    result = run(project, "--source", "semantic-scholar")
    assert "a key in SEMANTIC_SCHOLAR_API_KEY helps; old numbers are kept" in result.stdout


@pytest.mark.parametrize(
    ("reply", "token", "said"),
    [
        (
            Reply(403, {"message": "API rate limit exceeded"}),
            "",
            "without GITHUB_TOKEN it allows 60 requests an hour",
        ),
        (Reply(401, {"message": "Bad credentials"}), "x", "check GITHUB_TOKEN"),
        (Reply(200, {"stargazers_count": "many"}), "", "in an unknown format (at stargazers_count)"),
    ],
)
def test_github_refuses(
    server: Interfaces, project: Project, monkeypatch: pytest.MonkeyPatch, reply: Reply, token: str, said: str
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", token)
    server.first["/repos"] = [reply]
    server.stays = True
    result = run(project.write(FILES), "--source", "github")
    assert result.exit_code == 1
    assert said in result.stdout


def test_a_batch_of_another_length_is_not_trusted(server: Interfaces, project: Project) -> None:
    server.first["/graph/v1/paper/batch"] = [Reply(200, recorded("semantic_scholar_papers")[:1])]
    server.stays = True
    result = run(project.write(FILES), "--source", "semantic-scholar")
    assert result.exit_code == 1
    assert "was asked for 3 papers and answered with 1" in result.stdout


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://example.org", 'https://x/"><script>', "https://x/\n", 5]
)
def test_addresses_of_a_source_are_not_trusted(server: Interfaces, project: Project, url: Any) -> None:
    papers = [{**paper, "url": url} for paper in recorded("semantic_scholar_papers")[:2]]
    server.first["/graph/v1/paper/batch"] = [Reply(200, [*papers, None])]
    server.stays = True
    result = run(project.write(FILES), "--source", "semantic-scholar")
    if isinstance(url, str):
        assert "url" not in kept(project)["papers"]["ledger"]
    else:
        assert result.exit_code == 1


def test_it_is_written_whole_or_not_at_all(
    server: Interfaces, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project.write(FILES), "--source", "github")
    before = (project.root / "data/counts.json").read_bytes()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Path, "replace", full)
    result = run(project)
    assert result.exit_code == 1
    assert "data/counts.json cannot be written: No space left on device" in result.output
    assert (project.root / "data/counts.json").read_bytes() == before
    assert {path.name for path in (project.root / "data").iterdir()} == {"counts.json", "papers.yml", "profile.yml"}


# Projects


def test_a_folder_without_a_site(server: Interfaces, project: Project) -> None:
    result = run(project.write({"data/papers.yml": PAPERS}))
    assert result.exit_code == 1
    assert "mkdocs.yml: does not exist; run the command in the folder of your site" in result.output
    assert server.asked == []


def test_broken_data_is_named_and_nothing_is_asked(server: Interfaces, project: Project) -> None:
    result = run(project.write({**FILES, "data/papers.yml": "- {id: a, titel: B}\n"}))
    assert result.exit_code == 1
    assert "nothing was asked:\n  data/papers.yml:1:11: titel: unknown field, did you mean 'title'?" in result.output
    assert server.asked == []


def test_nothing_to_ask(server: Interfaces, project: Project) -> None:
    result = run(project.write({"mkdocs.yml": "site_name: A\n", "docs/index.md": "# A\n"}))
    assert result.exit_code == 0
    assert result.stdout == (
        "OpenAlex is not asked: the project has neither papers nor a profile\n"
        "Semantic Scholar is not asked: the project has neither papers nor a profile\n"
        "GitHub is not asked: no paper or project has a repo:, and no page calls stars()\n"
        "no source can be asked\n"
    )
    assert not (project.root / "data").exists()


def test_google_scholar_needs_its_data(server: Interfaces, project: Project) -> None:
    result = run(project.write(FILES), "--source", "google-scholar")
    assert result.exit_code == 2
    assert "needs --scholar FILE_OR_URL" in result.output


def test_stars_of_projects(server: Interfaces, project: Project) -> None:
    run(project.write({**FILES, "data/projects.yml": "- {title: Tides, repo: mira/tides}\n"}), "--source", "github")
    assert "/repos/mira/tides" in server.paths()


def test_another_data_folder(server: Interfaces, project: Project) -> None:
    config = "site_name: A\nplugins:\n  - researcher: {data_dir: facts}\n"
    result = run(project.write({"mkdocs.yml": config, "facts/papers.yml": PAPERS, "docs/index.md": "# A\n"}))
    assert result.stdout.endswith("wrote facts/counts.json\n")


def test_a_broken_counts_file_is_written_anew(server: Interfaces, project: Project) -> None:
    result = run(project.write({**FILES, "data/counts.json": '{"updated": '}))
    assert result.exit_code == 0
    assert result.stdout.startswith("data/counts.json is broken and will be replaced\n")
    assert kept(project)["papers"]["ledger"]["citations"] == 31


def test_many_papers_are_asked_in_batches(server: Interfaces, project: Project) -> None:
    papers = "".join(f"- {{id: p{n}, title: Paper, doi: 10.5555/many.{n}}}\n" for n in range(120))
    run(project.write({**FILES, "data/papers.yml": papers}), "--source", "openalex")
    filters = [one.query["filter"] for one in server.asked if one.path == "/works"]
    assert [len(one.split("|")) for one in filters] == [50, 50, 20]


def test_long_work_shows_that_it_goes_on(server: Interfaces, project: Project) -> None:
    papers = "".join(f"- {{id: p{n}, title: A Paper of Number {n}, year: 2025}}\n" for n in range(60))
    result = run(project.write({**FILES, "data/papers.yml": papers}), "--source", "semantic-scholar")
    assert result.stderr == "asking Semantic Scholar …\n  25 requests sent …\n  50 requests sent …\n"


def test_the_numbers_can_be_read_again(server: Interfaces, project: Project) -> None:
    run(project.write(FILES), "--scholar", str(RECORDED / "gs_data.json"))
    found = read_project(project.root, find_pages)
    assert found.problems == ()
    assert found.old is not None
    assert found.old.papers["ledger"].citations == 29
