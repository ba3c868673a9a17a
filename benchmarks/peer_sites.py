"""The same papers and pages for other programs, each as their users write it.

Equal content as far as each can: title, authors, venue, year, links and abstract, newest first, with everything
escaped. What costs a peer least is taken where there is a choice: the asterisks in a title stay as they are, and no
peer makes BibTeX from YAML, as ours does. Hugo and Jekyll have a bare layout and no search: their pages are as many,
their work on each is less.
"""

from __future__ import annotations

from pathlib import Path

import sites
from papers import OWNER
from sites import Plan

# A loop in Jinja, one block of HTML with no blank line in it, as in the site with the finished HTML.
_MACROS_CONFIG = """\
  - macros:
      include_yaml:
        - papers: data/papers.yml
"""
_MACROS_PAGE = """\
<div class="papers">
{%- for paper in papers | sort(attribute="year", reverse=True) %}
<article id="{{ paper.id }}">
<h2>{{ paper.title | e }}</h2>
<div>{{ paper.authors | join(", ") | e }}</div>
<p>{{ paper.venue | e }} ({{ paper.venue_short | e }}) {{ paper.year }}</p>
<div>{% for name, address in paper.links.items() %}<a href="{{ address | e }}">{{ name | e }}</a> {% endfor -%}
<a href="https://doi.org/{{ paper.doi | e }}">Publisher</a> <a href="https://github.com/{{ paper.repo | e }}">Code</a>
<details><summary>Abstract</summary><p>{{ paper.abstract | e }}</p></details></div>
</article>
{%- endfor %}
</div>
"""
_BIBTEX_CONFIG = """\
  - bibtex:
      bib_file: data/papers.bib
      bib_by_default: false
markdown_extensions:
  - footnotes
"""
_BIBTEX_PAGE = "\\full_bibliography\n"
_JEKYLL_PAGE = """\
<div class="papers">
{%- assign papers = site.data.papers | sort: "year" | reverse %}
{%- for paper in papers %}
<article id="{{ paper.id }}">
<h2>{{ paper.title | escape }}</h2>
<div>{{ paper.authors | join: ", " | escape }}</div>
<p>{{ paper.venue | escape }} ({{ paper.venue_short | escape }}) {{ paper.year }}</p>
<div>{% for link in paper.links %}<a href="{{ link[1] | escape }}">{{ link[0] | escape }}</a> {% endfor -%}
<a href="https://doi.org/{{ paper.doi | escape }}">Publisher</a>
<a href="https://github.com/{{ paper.repo | escape }}">Code</a>
<details><summary>Abstract</summary><p>{{ paper.abstract | escape }}</p></details></div>
</article>
{%- endfor %}
</div>
"""
_JEKYLL_LAYOUT = """\
<!doctype html>
<html><head><title>{{ page.title | escape }}</title></head>
<body>{{ content }}</body></html>
"""
_HUGO_CONFIG = """\
baseURL = "https://example.org/"
title = "{owner}"
disableKinds = ["taxonomy", "term", "RSS"]
"""
_HUGO_LAYOUT = """\
<!doctype html>
<html><head><title>{{ .Title }}</title></head>
<body>{{ .Content }}</body></html>
"""
_HUGO_PAPERS = """\
<!doctype html>
<html><head><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1>
<div class="papers">
{{- range sort site.Data.papers "year" "desc" }}
<article id="{{ .id }}">
<h2>{{ .title }}</h2>
<div>{{ delimit .authors ", " }}</div>
<p>{{ .venue }} ({{ .venue_short }}) {{ .year }}</p>
<div>{{ range $name, $address := .links }}<a href="{{ $address }}">{{ $name }}</a> {{ end -}}
<a href="https://doi.org/{{ .doi }}">Publisher</a> <a href="https://github.com/{{ .repo }}">Code</a>
<details><summary>Abstract</summary><p>{{ .abstract }}</p></details></div>
</article>
{{- end }}
</div></body></html>
"""
_FRONT = "---\ntitle: {title}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_macros(folder: Path, plan: Plan) -> None:
    """A site of mkdocs-macros: a Jinja loop over YAML."""
    sites.write_papers(folder / "data" / "papers.yml", plan.papers)
    sites.write_config(folder, _MACROS_CONFIG)
    sites.write_pages(folder / "docs", plan, _MACROS_PAGE)


def write_bibtex(folder: Path, plan: Plan) -> None:
    """A site of mkdocs-bibtex: the full bibliography. It shows neither links nor abstracts."""
    sites.write_papers(folder / "data" / "papers.bib", plan.papers, sites.BIBTEX)
    sites.write_config(folder, _BIBTEX_CONFIG)
    sites.write_pages(folder / "docs", plan, _BIBTEX_PAGE)


def write_jekyll(folder: Path, plan: Plan) -> None:
    """A site of Jekyll: a Liquid loop over `_data`."""
    sites.write_papers(folder / "_data" / "papers.yml", plan.papers)
    _write(folder / "_config.yml", f"title: {OWNER}\npermalink: pretty\n")
    _write(folder / "_layouts" / "default.html", _JEKYLL_LAYOUT)
    sites.write_pages(folder, plan, "", _FRONT + "layout: default\n---\n")
    # An HTML page: Markdown would read the finished list once more.
    (folder / "publications.md").unlink()
    front = "---\ntitle: Publications\nlayout: default\n---\n<h1>Publications</h1>\n"
    _write(folder / "publications.html", front + _JEKYLL_PAGE)


def write_hugo(folder: Path, plan: Plan) -> None:
    """A site of Hugo: a template that loops over `data`."""
    sites.write_papers(folder / "data" / "papers.yaml", plan.papers)
    _write(folder / "config.toml", _HUGO_CONFIG.format(owner=OWNER))
    _write(folder / "layouts" / "_default" / "single.html", _HUGO_LAYOUT)
    _write(folder / "layouts" / "index.html", _HUGO_LAYOUT)
    _write(folder / "layouts" / "_default" / "papers.html", _HUGO_PAPERS)
    sites.write_pages(folder / "content", plan, "", _FRONT + "---\n")
    (folder / "content" / "index.md").rename(folder / "content" / "_index.md")
    _write(folder / "content" / "publications.md", "---\ntitle: Publications\nlayout: papers\n---\n")
