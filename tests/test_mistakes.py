"""Mistakes that people make often: each is reported where it is, and the message says what to do."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from building import Project
from click.testing import CliRunner

from mkdocs_researcher.cli import main

CONFIG = "site_name: A\ntheme: material\nplugins:\n  - search\n  - researcher\n"
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# A\n\n{{ papers() }}\n",
    "docs/images/fig.png": b"x",
    "data/profile.yml": "name: Wei Zhang\navatar: images/fig.png\n",
    "data/projects.yml": "- {id: tides, title: Tides, text: About tides.}\n",
    "data/papers.yml": "- id: calm\n  title: Calm\n  authors: [Wei Zhang]\n  year: 2025\n",
    "data/news.yml": "- date: 2025-01\n  text: Fine.\n",
}
VENUES = "CoDall: {color: teal}\n"
PAPER = "- title: Calm\n  authors: [Wei Zhang]\n  year: 2025\n"
WORKFLOW = "jobs: {a: {steps: [{run: pip install -r requirements.txt}, {run: mkdocs build}]}}\n"
PLUGIN = "site_name: A\ntheme: material\nplugins:\n  - researcher:\n      "
# What is wrong: the file, its text, and the line of `check`.
CASES: dict[str, tuple[str, str | bytes, str]] = {
    "a curly quote in the navigation": (
        "mkdocs.yml",
        CONFIG + "nav:\n  - “Home”: index.md\n",
        "info: mkdocs.yml:7:5: nav: “ is shown as part of the text; remove it",
    ),
    "no address": (".github/a.yml", "a: b", "info: mkdocs.yml:1:1: site_url: is not set; write the address of the site"),
    "the address of the repository": (
        "mkdocs.yml",
        CONFIG + "site_url: https://github.com/Wei/site\n",
        "site_url: is the address of a repository; that of the site is most likely https://wei.github.io/site/",
    ),
    "the address of the repository of a user's site": (
        "mkdocs.yml",
        CONFIG + "site_url: https://github.com/Wei/Wei.github.io\n",
        "site_url: is the address of a repository; that of the site is most likely https://wei.github.io/",
    ),
    "an option of the plugin at the top": (
        "mkdocs.yml",
        CONFIG + "paper_pages: true\n",
        "mkdocs.yml:6:1: paper_pages: 'paper_pages' is an option of the plugin; write it on an indented line below",
    ),
    "an option of the plugin below the theme": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, cv_pdf: true}"),
        "cv_pdf: 'cv_pdf' is an option of the plugin",
    ),
    "features in a line": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, features: navigation.tabs}"),
        "features: must be a list; write each feature on a line of its own",
    ),
    "a social link without an address": ("mkdocs.yml", CONFIG + "extra: {social: [{icon: a}]}\n", "social: must be a list of items"),
    "a social link to a mailbox": (
        "mkdocs.yml",
        CONFIG + "extra: {social: [{icon: a, link: a@example.org}]}\n",
        "'a@example.org' is an email address; write 'mailto:a@example.org'",
    ),
    "analytics in a line": ("mkdocs.yml", CONFIG + "extra: {analytics: G-1}\n", "analytics: must be settings such as 'provider: google'"),
    "a script with one slash": (
        "mkdocs.yml",
        CONFIG + "extra_javascript: ['https:/a.example.org/a.js']\n",
        "extra_javascript: a web address is written as 'https://a.example.org/a.js'",
    ),
    "a page outside of the folder": ("mkdocs.yml", CONFIG + "nav: [A: ../data/news.yml]\n", "'../data/news.yml' is not a file in docs/"),
    "a second configuration": ("mkdocs.yaml", CONFIG, "warning: mkdocs.yaml: is not read, because mkdocs.yml is beside it"),
    "a template in another folder": (
        "templates/news.html.jinja",
        "A",
        "warning: templates/news.html.jinja: is not read; move it to overrides/researcher/",
    ),
    "a template without its ending": ("overrides/researcher/news.html", "A", "did you mean 'news.html.jinja'?"),
    "a draft": ("docs/a.md", "---\ndraft: true\n---\n# A\n", "info: docs/a.md:2: draft: the page is published anyway"),
    "a permalink": ("docs/a.md", "---\npermalink: /a/\n---\n# A\n", "permalink: has no effect; the address of a page comes from"),
    "a list without its bracket": ("docs/index.md", "{{ papers(year=[2025, 2024) }}\n", "papers(): the bracket [ is never closed; add ]"),
    "a year with its status": (
        "data/papers.yml",
        PAPER.replace("2025", "2025 (to appear)"),
        "year: must be a year alone: write 2025, and status: accepted",
    ),
    "two years": ("data/papers.yml", PAPER.replace("2025", "2024/25"), "year: must be a year alone: write 2024"),
    "fields of another program": (
        "data/profile.yml",
        "author:\n  name: Wei Zhang\n  bio: A\n",
        "author: contains the fields of this entry; remove this line, and the spaces before those",
    ),
    "a list of another program": ("data/people.yml", "zhang:\n  - firstname: [Wei]\n", "must be a list; start each person with '- '"),
    "a name in bold": ("data/profile.yml", "name: '**Wei Zhang**'\n", "name: names do not use Markdown, so ** is shown; remove it"),
    "HTML in a line": ("data/news.yml", "- {date: 2025, text: '<li>A</li>'}\n", "text: the tag <li> is shown as text, because"),
    "a status that says nothing": (
        "data/profile.yml",
        "name: Wei Zhang\nstatus: yes\n",
        "warning: data/profile.yml:2:1: status: 'yes' is shown as it is; write what readers should see",
    ),
    "what a program writes for nothing": ("data/papers.yml", PAPER + "  note: N/A\n", "note: 'N/A' is shown as it is"),
    "an interest twice": (
        "data/profile.yml",
        "name: Wei Zhang\ninterests: [Tides, Rivers, tides]\n",
        "info: data/profile.yml:2:28: interests: 'tides' appears twice in this list; remove one",
    ),
    "an entry twice": ("data/news.yml", "- {date: 2025, text: A}\n" * 2, "news.yml:2:3: the same entry appears twice in this list"),
    "a heading in a line": ("data/papers.yml", PAPER + "  summary: '## A'\n", "summary: '##' is shown as text, because this"),
    "a list in a line": ("data/news.yml", "- date: 2025\n  text: |\n    - a\n    - b\n", "text: '-' is shown as text, because"),
    "an address that is no link": (
        "data/news.yml",
        "- date: 2025\n  text: See https://example.org/a\n",
        "info: data/news.yml:2:3: text: the address is shown, but is not a link",
    ),
    "an address in a page": ("docs/index.md", "# A\n\nSee https://example.org.\n", "info: docs/index.md:3: the address is shown"),
    "a document among the data": ("data/cv.docx", "x", "warning: data/cv.docx: is a file from another program"),
    "a document among the pages": (
        "docs/about.docx",
        "x",
        "warning: docs/about.docx: is not a page, and nothing links to it; save its text as about.md, or link to it",
    ),
    "a variable without a value": (
        "mkdocs.yml",
        CONFIG + "copyright: !ENV NOBODY_SETS_THIS\n",
        "copyright: the environment has no 'NOBODY_SETS_THIS', so this is empty here",
    ),
    "a mapping that is not there": ("mkdocs.yml", CONFIG + "  - <<: *x\n", "nothing above is marked as '&x'"),
    "a project of a .bib file": (
        "data/b.bib",
        "@misc{a, title={Loud}, author={Wei Zhang}, year={2024}, project={tidse}}\n",
        "data/b.bib:1: project: data/projects.yml has no project 'tidse', did you mean 'tides'?",
    ),
    "names that commas cut in two": (
        "data/papers.yml",
        "- title: Calm\n  authors: [Zhang, Wei, Reyle, Tomas]\n  year: 2025\n",
        'authors: the halves of a name are read as two people; put quotes around each name with a comma: "Zhang, Wei"',
    ),
    "a group that is misspelled": (
        "data/people.yml",
        "".join(f"- {{name: {name}, group: PhD students}}\n" for name in ("Ann Bo", "Cem Do"))
        + "- {name: Eva Fo, group: PhD studnets}\n- {name: Gil Ho, group: MD students}\n",
        "info: data/people.yml:3:18: group: nobody else is in 'PhD studnets', did you mean 'PhD students'?",
    ),
    "an old property of Google": (
        "mkdocs.yml",
        CONFIG + "extra: {analytics: {provider: google, property: UA-1-1}}\n",
        "property: Google has turned off properties such as 'UA-1-1'",
    ),
    "an empty section": (
        "mkdocs.yml",
        CONFIG + "nav: [Home: index.md, More: []]\n",
        "warning: mkdocs.yml:6:23: nav: 'More' has no page; write one after the colon",
    ),
    "a page that nothing leads to": (
        "mkdocs.yml",
        CONFIG + "nav: [Home: index.md]\n",
        "info: docs/talks.md: nothing leads to this page; add it to nav: in mkdocs.yml, or link to it",
    ),
    "a language that the search does not know": (
        "mkdocs.yml",
        CONFIG.replace("- search", "- search: {lang: [german]}"),
        "warning: mkdocs.yml:4:14: lang: the search has no language 'german'; write de",
    ),
    "a plugin twice": ("mkdocs.yml", CONFIG + "  - search\n", "plugins: 'search' is listed twice; keep one"),
    "an item that is indented further": (
        "mkdocs.yml",
        CONFIG.replace("  - researcher", "    - researcher"),
        "error: mkdocs.yml:4:5: plugins: '- researcher' is indented further than '- search' above it, so the two are one",
    ),
    "a list on one line": (
        "mkdocs.yml",
        CONFIG.replace("plugins:\n  - search\n", "plugins: - search").replace("  - r", " - r"),
        "a list on one line is in brackets; write: plugins: [search, researcher]",
    ),
    "a toggle without an icon": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, palette: {toggle: {name: Dark}}}"),
        "error: mkdocs.yml:2:35: theme.palette.toggle: has no icon, without which the theme cannot make pages",
    ),
    "a color of no kind": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, palette: {secondary: red}}"),
        "secondary: is no setting of a palette; known: accent, media, primary, scheme, toggle",
    ),
    "a font that Google does not have": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, font: {text: Arial}}"),
        "font.text: Google has no font 'Arial', so visitors see another one",
    ),
    "a server that is gone": (
        "mkdocs.yml",
        CONFIG + "extra_javascript: ['https://polyfill.io/v3/polyfill.min.js']\n",
        "extra_javascript: polyfill.io has served malware and is gone",
    ),
    "no permissions": (
        ".github/workflows/p.yml",
        "jobs: {a: {steps: [{uses: actions/checkout@v6}, {run: mkdocs build}, {uses: actions/deploy-pages@v5}]}}\n",
        "permissions: actions/deploy-pages needs 'pages: write' below permissions:",
    ),
    "no files": (".github/workflows/p.yml", WORKFLOW, "steps: no step gets the files of the repository; add '- uses:"),
    "no package": (
        ".github/workflows/p.yml",
        WORKFLOW.replace("-r requirements.txt", "mkdocs-material"),
        "run: does not install mkdocs-researcher, so the host cannot build the site",
    ),
    "another folder": (
        ".github/workflows/p.yml",
        WORKFLOW.replace("]}}", ", {uses: actions/upload-pages-artifact@v5, with: {path: public}}]}}"),
        "with.path: 'public' is published, but MkDocs writes the site into site/",
    ),
    "only pull requests": (
        ".github/workflows/p.yml",
        "on: pull_request\n" + WORKFLOW.replace("]}}", ", {uses: actions/deploy-pages@v5}]}}"),
        "p.yml:1: on: a push does not start it, so changes are not published",
    ),
    "the folder of GitLab": (
        ".gitlab-ci.yml",
        "pages:\n  script: [mkdocs build]\n  artifacts:\n    paths: [site]\n",
        "warning: .gitlab-ci.yml:4: pages: GitLab publishes only the folder public",
    ),
    "the folder of Netlify": (
        "netlify.toml",
        '[build]\ncommand = "mkdocs build"\npublish = "public"\n',
        "warning: netlify.toml:3: publish: 'public' is published, but MkDocs writes the site into site/",
    ),
    "pictures that Git ignores": (".gitignore", "*.png\n", "the line '*.png' keeps docs/images/fig.png out of the repository"),
    "a declaration without a colon": (
        "docs/a.css",
        "/* a: b */\n.a {\n  color red;\n}\n",
        "docs/a.css:3: 'color red' has no colon, so browsers ignore it",
    ),
    "a citation of several works": (
        "docs/index.md",
        "As in [@calm; @none].\n",
        "[@calm; @none] is shown as text; write {{ cite('calm') }}",
    ),
    "a picture with its size": ("docs/index.md", "![a](images/fig.png =20x)\n", "is no picture, because of the size in it"),
    "a space before attributes": ("docs/index.md", "![a](images/fig.png) {width=20}\n", "remove the space before {"),
    "a link without its end": ("docs/index.md", "See [a](https://example.org/b c.\n", "is shown as text; end the address with )"),
    "a link in two brackets": ("docs/index.md", "[a]((https://example.org))\n", "is no link; write one bracket before"),
    "a link without words": ("docs/index.md", "A [](https://example.org).\n", "is a link without words, so readers see"),
    "a call of another program": ("docs/index.md", "{{ include('a.md') }}\n", "'{{ include('a.md') }}' is shown as text; nothing"),
    "a folder that MkDocs leaves out": (
        "docs/.img/a.png",
        b"x",
        "warning: docs/b.md:1: '.img/a.png' is not a file in docs/; MkDocs leaves it out because of a dot",
    ),
    "a venue of another year": (
        "data/papers.yml",
        PAPER + "  venue: Conference on Data 2019\n",
        "info: data/papers.yml:4:3: venue: names the year 2019, but the paper is of 2025",
    ),
    "the page of a user": (
        "mkdocs.yml",
        CONFIG + "repo_url: https://github.com/wei\n",
        "repo_url: is the page of a user or group; write the address of the repository, such as https://github.com/wei/wei.github.io",
    ),
    "a social link without https": (
        "mkdocs.yml",
        CONFIG + "extra: {homepage: www.example.org, social: [{icon: simple/github, link: github.com/wei}]}\n",
        "social: a web address is written as 'https://github.com/wei'",
    ),
    "an icon as a file": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, logo: material/school}"),
        "logo: is an icon of the theme, and not a file; write 'logo: material/school' on an indented line below icon:",
    ),
    "a color that is a comment": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme:\n  name: material\n  palette:\n    primary: #336699"),
        "primary: YAML reads what follows # as a comment, so this has no value; put it in quotes: '#336699'",
    ),
    "a color of one's own": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, palette: {primary: '#336699'}}"),
        "the theme has no primary '#336699'; write custom, and the color into a style sheet",
    ),
    "analytics without a property": (
        "mkdocs.yml",
        CONFIG + "extra: {analytics: {provider: google}}\n",
        "analytics: must be settings such as 'provider: google' and 'property: G-…'",
    ),
    "a title without a space": (
        "mkdocs.yml",
        CONFIG + "nav:\n  - A:index.md\n",
        "nav: is one text without a page; write '- A: index.md', with a space after the colon and without quotes",
    ),
    "a page without its extension": ("mkdocs.yml", CONFIG + "nav: [A: index]\n", "'index' is not a file in docs/, did you mean 'index.md'?"),
    "a site without a search": (
        "mkdocs.yml",
        CONFIG.replace("  - search\n", "") + "nav: [A: index.md, B: b.md, C: c.md]\n",
        "info: mkdocs.yml:3:1: plugins: 'search' is not listed, so the site has no search",
    ),
    "an extension that is misspelled": (
        "mkdocs.yml",
        CONFIG + "markdown_extensions: [admonitions]\n",
        "there is no module 'admonitions', did you mean 'admonition'?",
    ),
    "a social link by its name": (
        "mkdocs.yml",
        CONFIG + "extra: {social: [{github: https://github.com/wei}]}\n",
        "error: mkdocs.yml:6:9: extra.social: must be a list of items with 'icon:",
    ),
    "a picture that is empty": ("docs/images/fig.png", b"", "warning: docs/images/fig.png: is empty; save the file again"),
    "tags with their sign": ("data/papers.yml", PAPER + "  tags: ['#tides']\n", "warning: data/papers.yml:4:3: tags: '#tides' is shown with the #"),
    "a link of words": ("data/papers.yml", PAPER + "  links: {Code: coming soon}\n", "links.Code: 'coming soon' is not an address"),
    "an award with its year": (
        "data/papers.yml",
        PAPER + "  award: {name: Best Paper}\n",
        "award: must be a list, not a mapping of fields; write for example Oral",
    ),
    "a month in the year": ("data/papers.yml", PAPER.replace("2025", "March 2025"), "year: must be a year alone: write date: March 2025"),
    "a number of another kind": (
        "data/papers.yml",
        PAPER + "  doi: arXiv:2401.01234\n",
        "doi: 'arXiv:2401.01234' is an arXiv id, not a DOI: write it as arxiv: …",
    ),
    "a DOI of two papers": (
        "data/papers.yml",
        PAPER + "  doi: 10.1234/a\n- title: Loud\n  authors: [Wei Zhang]\n  year: 2024\n  doi: 10.1234/a\n",
        "warning: data/papers.yml:8:3: doi: is that of",
    ),
    "a paper without authors": (
        "data/b.bib",
        "".join(f"@misc{{{key}, title={{{key}}}, author={{Wei Zhang}}, year={{2024}}}}\n" for key in "abc")
        + "@misc{d, title={Loud}, year={2024}}\n",
        "info: data/b.bib:4: has no authors, so it is shown without names; add 'author = {…}'",
    ),
    "a formula without its end": (
        "data/papers.yml",
        PAPER.replace("Calm", "Calm $O(n)"),
        "title: $ is shown as text, since there is no second one",
    ),
    "a page of HTML as .bib": ("data/b.bib", "<!DOCTYPE html>\n@misc{a, title={A}, year=2024}\n", "data/b.bib:1: is a page of HTML"),
    "an institution in place of a name": (
        "data/profile.yml",
        "name: Wei Zhang\naffiliations:\n  - institution: A\n",
        "affiliations.1.institution: unknown field, did you mean 'name'?",
    ),
    "a link of the profile twice": (
        "data/profile.yml",
        "name: Wei Zhang\nlinks:\n  - x: wei\n  - twitter: wei\n",
        "links.2: 'https://x.com/wei' appears twice in this list; remove one",
    ),
    "a text that goes on": (
        "data/profile.yml",
        "name: Wei Zhang\nbio: |\nI study tides.\nAnd rivers.\n",
        "data/profile.yml:3:1: not valid YAML: the text below '|' must be indented further than 'bio'; write: I study tides.",
    ),
    "a sentence that goes on": (
        "data/profile.yml",
        "name: Wei Zhang\nbio: I study tides.\nAnd rivers.\n",
        "data/profile.yml:3:1: not valid YAML: text that goes on must be indented further than 'bio'",
    ),
    "a kind that is misspelled": (
        "data/talks.yml",
        "- {title: A, kind: invted, date: 2024}\n",
        "kind: is shown as it is written, did you mean 'invited'?",
    ),
    "groups that are one": (
        "data/people.yml",
        "- {name: Ann Bo, group: Postdoc}\n- {name: Cem Do, group: Postdocs}\n",
        "group: 'Postdocs' and 'Postdoc' are two groups; write one of the two for all",
    ),
    "a project without a description of its picture": (
        "data/projects.yml",
        "- {id: tides, title: Tides, image: images/fig.png}\n",
        "data/projects.yml:1:29: has an image without a description",
    ),
    "a country in place of a language": ("data/words.yml", "jp: {news: ニュース}\n", "'jp' is not the code of a language; write ja"),
    "the picture of the sample": ("docs/images/sample.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "is the picture of the sample"),
    "a link without its end at the end of a line": (
        "docs/index.md",
        "See [a](https://example.org/b\n\nMore.\n",
        "warning: docs/index.md:1: '](https://example.org/b' is shown as text; end the address with )",
    ),
    "bold words without an end": ("docs/index.md", "A **b.\n\nMore.\n", "warning: docs/index.md:1: ** is shown as text, since there"),
    "a page by its title": ("docs/b.md", "[A](Index)\n", "docs/b.md:1: 'Index' is an address and not a file; write 'index.md'"),
    "a note that is not indented": (
        "docs/index.md",
        "!!! note\nText.\n",
        "warning: docs/index.md:2: '!!! note' has no content, because the text below is not indented",
    ),
    "a block of another name": (
        "docs/index.md",
        "/// admonitions | A\nText.\n///\n",
        "/// admonitions: there is no block of this name, did you mean 'admonition'?",
    ),
    "a block without its extension": (
        "docs/index.md",
        "/// note | A\nText.\n///\n",
        "info: docs/index.md:1: /// note: is shown as text; add the extension pymdownx.blocks.admonition",
    ),
    "a semicolon between arguments": (
        "docs/index.md",
        "{{ papers(limit=5; year=2025) }}\n",
        "papers(): the arguments cannot be read: write a comma in place of ;: limit=5; year=2025",
    ),
    "only tags": (
        ".github/workflows/p.yml",
        "on: {push: {tags: ['v*']}}\n" + WORKFLOW.replace("]}}", ", {uses: actions/deploy-pages@v5}]}}"),
        "on.push.tags: only tags start it, so other pushes are not published",
    ),
    "a title and a page in quotes": ("mkdocs.yml", CONFIG + "nav: ['A: index.md']\n", "nav: is one text without a page; write '- A: index.md'"),
    "fonts in a list": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, font: [Lato]}"),
        "font: must be settings such as 'text: Lato'",
    ),
    "the address of a page of HTML": ("docs/b.md", "[A](index.html)\n", "docs/b.md:1: 'index.html' is an address and not a file; write"),
    "a PDF as a picture": ("docs/images/fig.png", b"%PDF-1.4", "warning: docs/images/fig.png: is a PDF; save it as a picture"),
    "attributes without an end": ("docs/index.md", "[A](index.md){target=_blank\n", "'](index.md){target=_blank' is shown as text; end it with }"),
    "a block of two slashes": ("docs/index.md", "// paper | A\n", "'// paper | A' is shown as text; a block starts and ends with ///"),
    "a bullet as a list": ("docs/index.md", "• A\n", "info: docs/index.md:1: '• A' is shown as text; an item of a list starts with '- '"),
    "a whole document": ("docs/index.md", "<html><body>A</body></html>\n", "docs/index.md:1: '<html>' belongs to a whole document of HTML"),
    "a list in HTML": ("docs/index.md", "<div>\n\n- A\n- B\n\n</div>\n", "'- A' is shown as text, because Markdown is not read within HTML"),
    "a file of one person": ("data/person.yml", "- {name: A}\n", "data/person.yml: is read only by entries('person'); without such a call, rename it to 'people.yml'"),
    "an unused venue": ("data/venues.yml", "Nowhere: {color: teal}\n", "venues.yml:1:1: no paper has this venue; correct"),
    "a legend among the authors": (
        "data/papers.yml",
        PAPER.replace("[Wei Zhang]", '"Wei Zhang*, Ann Bo* (* equal contribution)"'),
        "contains a legend; remove it",
    ),
    "a dot after the authors": (
        "data/papers.yml",
        PAPER.replace("[Wei Zhang]", "[Wei Zhang, Tomas Reyle.]"),
        "authors: 'Tomas Reyle.' ends with a dot, which is shown; remove it",
    ),
    "one name in halves": (
        "data/papers.yml",
        PAPER.replace("[Wei Zhang]", "[Wei Zhang, Reyle, Tomas]"),
        'put quotes around each name with a comma: "Reyle, Tomas"',
    ),
    "an id as an address": (
        "data/papers.yml",
        PAPER + "  links: {arXiv: 2401.01234}\n",
        "links.arXiv: '2401.01234' is an arXiv id and no address; write arxiv: 2401.01234",
    ),
    "links on one line": (
        "data/papers.yml",
        PAPER + "  links: PDF: https://example.org/a, Code: https://example.org/b\n",
        "several fields on one line are in braces; write: links: {PDF: https://example.org/a, Code: https://example.org/b}",
    ),
    "a page of each visitor": (
        "data/profile.yml",
        "name: Wei Zhang\nlinks: [{orcid: 'https://orcid.org/my-orcid'}, {x: 'https://x.com/home'}]\n",
        "x: this address shows each visitor their own page; write that of your profile",
    ),
    "a picture without https": (
        "data/profile.yml",
        "name: Wei Zhang\navatar: http://example.org/a.png\n",
        "avatar: pages with https may not show a picture from http",
    ),
    "a drawing as portrait": (
        "data/profile.yml",
        "name: Wei Zhang\navatar: https://example.org/a.svg\n",
        "info: data/profile.yml:2:1: avatar: previews of links show no SVG",
    ),
    "an address as affiliation": (
        "data/profile.yml",
        "name: Wei Zhang\naffiliations: [https://example.org]\n",
        "affiliations: is shown as a bare address; write the words for 'affiliations'",
    ),
    "the family name first": ("data/people.yml", "- name: Bo, Ann\n", "people.yml:1:3: name: is shown as it is written; write 'Ann Bo'"),
    "a file of comments": ("data/talks.yml", "# - title: A\n", "talks(): data/talks.yml has no talk yet; add one, or remove this"),
    "an entry of BibTeX without its type": (
        "data/b.bib",
        "@{a, title={A}, author={Wei Zhang}, year=2020}\n",
        "warning: data/b.bib:1: the entry has no type after @",
    ),
    "an item of news in a line": (
        "data/news.yml",
        "- '2025-01: Fine.'\n",
        "must be a mapping of 'field: value', not '2025-01: Fine.'; write 'date: …' and 'text: …'",
    ),
    "a year far ahead": ("data/papers.yml", PAPER.replace("2025", "2952"), "warning: data/papers.yml:3:3: year: the year 2952"),
    "a date far ahead": ("data/news.yml", "- date: 2952-01\n  text: A\n", "date: the year 2952 is far ahead; correct it"),
    "an award without a name": ("data/papers.yml", PAPER + "  award: true\n", "award: 'true' does not say which"),
    "a page with a video": (
        "data/papers.yml",
        PAPER + "  video: https://www.youtube.com/watch?v=abc\n",
        "video: youtube.com shows a page with the video in it; put the file into docs/, or write links: {Video: …}",
    ),
    "an emoji in data": ("data/news.yml", "- date: 2025\n  text: 'Yes :tada:'\n", "text: :tada: is shown as text; write the emoji"),
    "an emoji in a page": ("docs/index.md", "# A\n\nYes :material-home:\n", "docs/index.md:3: :material-home: is shown as"),
    "an anchor in data": (
        "data/news.yml",
        "- date: 2025\n  text: '[A](index.md#nope)'\n",
        "info: data/news.yml:2:3: text: the page 'index.md' has no anchor '#nope'",
    ),
    "an anchor in a call": (
        "docs/index.md",
        "{{ papers(limit=1, more='index.md#nope') }}\n",
        "info: docs/index.md:1: the page 'index.md' has no anchor '#nope'",
    ),
    "a venue that no paper has": (
        "data/papers.yml",
        PAPER + "  venue_short: CoDaL\n",
        "info: data/venues.yml:1:1: no paper has this venue, did you mean 'CoDaL'?",
    ),
    "two pages of a folder": ("docs/README.md", "# A\n", "info: docs/README.md: is not shown, because index.md beside it"),
    "a date of a page": ("docs/index.md", "---\ndate: 31.02.2025\n---\n# A\n", "February 2025 has 28 days and no day 31"),
    "two people in a profile": ("data/profile.yml", "name: Ann Bo and Cem Do\n", "is more than one person; name one"),
    "the name of a language": (
        "data/profile.yml",
        "name: Wei Zhang\nnative_name: 张伟\nnative_language: Chinese\n",
        "native_language: 'Chinese' is not the code of a language; write zh",
    ),
    "no level of headings": ("docs/index.md", "{{ papers(group_by=[]) }}\n", "group_by): is an empty list; write a level"),
    "several works in one text": (
        "docs/index.md",
        "{{ cite('calm; calm') }}\n",
        "there is no paper 'calm; calm'; write cite(['calm', 'calm']) for several works",
    ),
    "pages in the folder of the data": (
        "mkdocs.yml",
        CONFIG + "docs_dir: data\n",
        "warning: mkdocs.yml: docs_dir: is the folder of the data; write the folder of the pages, such as docs",
    ),
    "a folder of data elsewhere": (
        "mkdocs.yml",
        PLUGIN + "data_dir: /nonexistent/data\n",
        "but there is no folder /nonexistent/data; correct data_dir",
    ),
    "a letter in a year": (
        "data/papers.yml",
        PAPER.replace("2025", "2O25"),
        "error: data/papers.yml:3:3: year: must be a whole number, not '2O25'; O is not a digit (LATIN CAPITAL LETTER O), "
        "write 2025",
    ),
    "a letter in a date": ("data/news.yml", "- date: 2025-l0\n  text: A\n", "write 10"),
    "wide digits": ("data/papers.yml", PAPER.replace("2025", "２０２５"), "(FULLWIDTH DIGIT TWO), write 2025"),
    "a letter in a call": ("docs/index.md", "{{ papers(limit=l0) }}\n", "limit): l0 is not a value; l is not a digit"),
    "a Cyrillic letter in a field": (
        "data/papers.yml",
        PAPER.replace("year", "y\u0435ar"),
        "did you mean 'year'? It contains the character CYRILLIC SMALL LETTER IE",
    ),
    "capital letters of a file": (
        "data/profile.yml",
        "name: Wei Zhang\navatar: images/Fig.PNG\n",
        "there is no file 'images/Fig.PNG' in the docs folder; it is called 'images/fig.png', and upper and lower case matter",
    ),
    "the ending of a file": ("data/profile.yml", "name: A\navatar: images/fig.jpg\n", "; there is 'images/fig.png'"),
    "the folder of a file": ("data/profile.yml", "name: A\navatar: fig.png\n", "; there is 'images/fig.png'"),
    "a colon of an address": (
        "data/profile.yml",
        "name: A\navatar: http//example.org/a.png\n",
        "a web address is written as 'https://example.org/a.png'",
    ),
    "capital letters in a page": ("docs/index.md", "![A](Images/fig.png)\n", "; it is called 'images/fig.png', and upper and lower case"),
    "single braces": (
        "docs/index.md",
        "# A\n\n{ papers() }\n",
        "warning: docs/index.md:3: papers(): is shown as text; write {{ papers(…) }}",
    ),
    "no braces": ("docs/index.md", "papers(limit=5)\n", "warning: docs/index.md:1: papers(): is shown as text"),
    "square brackets": ("docs/index.md", "[[ news() ]]\n", "news(): is shown as text"),
    "braces of Jinja": ("docs/index.md", "{% papers() %}\n", "papers(): is shown as text"),
    "a statement": ("docs/index.md", "A\n\n{% for p in x %}\n", "info: docs/index.md:3: '{% for p in x %}' is shown as text"),
    "a list in a heading": (
        "docs/index.md",
        "# {{ papers() }}\n",
        "warning: docs/index.md:1: papers(): is part of a heading; put it in a paragraph of its own, below the heading",
    ),
    "a list in a sentence": ("docs/index.md", "See {{ news() }} here.\n", "info: docs/index.md:1: news(): is in the middle"),
    "an indented call": ("docs/index.md", "A\n\n    {{ papers() }}\n", "info: docs/index.md:3: papers(): is indented, so"),
    "one for many": ("docs/index.md", "{{ paper(selected=True) }}\n", "paper(id): is missing; add it; did you mean papers()?"),
    "select for selected": ("docs/index.md", "{{ papers(select=True) }}\n", "a list, not True, did you mean 'selected'?"),
    "a name above the list": (
        "data/papers.yml",
        f"papers:\n{PAPER}",
        "must be a list; remove the line 'papers:', so that the file starts with the first '- '",
    ),
    "a date as a field": (
        "data/news.yml",
        "- 2026-01: I won\n",
        "error: data/news.yml:1:3: write 'date: 2026-01', and on the next line 'text: …'",
    ),
    "a form": ("data/profile.yml", "name: A\nnative_name: 张伟\nnative_language: chinese\n", "'chinese' is not the code of a language; write zh"),
    "interests in one text": ("data/profile.yml", "name: A\ninterests: A, B\n", "with a comma; for several write [A, B]"),
    "a dash without a space": (
        "data/profile.yml",
        "name: A\naliases:\n  -B\n",
        "warning: data/profile.yml:3:3: a space is missing after '-', so this is not an item of a list",
    ),
    "curly quotes": ("data/papers.yml", PAPER.replace("Calm", "“Calm”"), "info: data/papers.yml:1: “ is not a quote of YAML"),
    "a capital letter in a field": ("data/papers.yml", PAPER.replace("title", "Title"), "Title: unknown field, did you mean 'title'?"),
    "a field for a page": ("data/papers.yml", PAPER + "  image: images/f.pdf\n", "browsers do not show '.pdf' as a picture"),
    "a link without an end": ("data/news.yml", "- {date: 2025, text: 'I [see](https://x.org it'}\n", "a link is never closed"),
    "bold without an end": ("data/news.yml", "- {date: 2025, text: 'I **see it'}\n", "** is shown as text, since there is no"),
    "a tag that nobody knows": ("data/news.yml", "- {date: 2025, text: 'I <scirpt>see</scirpt>'}\n", "the tag <scirpt> is left out"),
    "half a bracket": ("data/papers.yml", PAPER.replace("[Wei Zhang]", "(Wei Zhang"), "'(Wei Zhang' has only one half of a pair"),
    "several aliases in one text": ("data/profile.yml", "name: A\naliases: B C, D E\n", "aliases: is one item with a comma"),
    "code without an end": ("docs/index.md", "# A\n\n```\nx\n", "warning: docs/index.md:3: the code is never closed"),
    "a comment without an end": ("docs/index.md", "# A\n\n<!-- x\n", "warning: docs/index.md:3: the comment is never closed"),
    "a colon before a number": ("docs/index.md", "{{ papers(limit:5) }}\n", "write limit=…, with = in place of the colon"),
    "a star at one name": (
        "data/papers.yml",
        "- title: Calm\n  authors: [Wei Zhang*, Tomas Reyle]\n  year: 2025\n",
        "info: data/papers.yml:2:3: authors: only 'Wei Zhang' has '*', which means equal contribution",
    ),
    "a colon in a call": ("docs/index.md", "{{ papers(limit: 5) }}\n", "write limit=…, with = in place of the colon"),
    "a path without quotes": ("docs/index.md", "{{ papers(more=papers.md) }}\n", "put text in quotes: 'papers.md'"),
    "a feature of the theme": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme:\n  name: material\n  features: [navigation.tab]"),
        "the theme has no feature 'navigation.tab', did you mean 'navigation.tabs'?",
    ),
    "a color of the theme": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme:\n  name: material\n  palette: {primary: withe}"),
        "warning: mkdocs.yml:4:13: primary: the theme has no primary 'withe', did you mean 'white'?",
    ),
    "a style sheet": ("mkdocs.yml", f"{CONFIG}extra_css: [my.css]\n", "extra_css: there is no file 'my.css' in the docs folder"),
    "a logo": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, logo: images/Fig.png}"),
        "logo: there is no file 'images/Fig.png' in the docs folder; it is called 'images/fig.png'",
    ),
    "no colon in mkdocs.yml": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme\n  name: material"),
        "error: mkdocs.yml:2:1: not valid YAML: a ':' is missing after 'theme'; write: theme:",
    ),
    "no name of the site": ("mkdocs.yml", CONFIG.replace("site_name: A\n", ""), "site_name: is missing; add it"),
    "a space of a web page": ("data/news.yml", "- date: 2025\n\u00a0\u00a0text: A\n", "looks like a space (NO-BREAK SPACE)"),
    "a long dash": ("data/news.yml", "– date: 2025\n  text: A\n- date: 2024\n  text: B\n", "– is not the dash of a list; write '- '"),
    "an equals sign": ("data/papers.yml", PAPER.replace("year: 2025", "year = 2025"), "after 'year'; write: year: 2025"),
    "BibTeX": ("data/papers.yml", "@article{a,\n title={X}\n}\n", "this is BibTeX; give the file a name that ends with .bib"),
    "three braces": ("docs/index.md", "{{{ papers() }}}\n", "papers(): is shown as text; write {{ papers(…) }}"),
    "half the brackets": ("docs/index.md", "{{ papers) }}\n", "papers(): is shown as text; write {{ papers(…) }}"),
    "a space in a link": ("docs/index.md", "[A] (index.md)\n", "a link is shown as text; write [words](address)"),
    "a link the other way round": ("docs/index.md", "(A)[https://example.org]\n", "a link is shown as text"),
    "a file that is not there": ("docs/index.md", "[CV](cv.pdf)\n", "warning: docs/index.md:1: 'cv.pdf' is not a file in docs/"),
    "a setting twice": ("mkdocs.yml", f"{CONFIG}site_name: B\n", "warning: mkdocs.yml:6:1: site_name: appears twice; keep one"),
    "no templates": ("mkdocs.yml", f"{PLUGIN}templates_dir: tpl\n", "templates_dir: there is no folder 'tpl'; make it"),
    "the ending of BibTeX": ("data/mine.bibtex", "@article{a}\n", "is not read because of its extension; rename it to mine.bib"),
    "authors in one name": (
        "data/papers.yml",
        PAPER.replace("[Wei Zhang]", "Anna Huber Wei Zhang Peter Gruber"),
        "warning: data/papers.yml:2:3: authors: 'Wei Zhang' is within a longer name; put commas between the authors",
    ),
    "an option of the wrong type": ("mkdocs.yml", f"{PLUGIN}paper_pages: yess\n", "paper_pages: must be true or false, not text"),
    "a circle of INHERIT": ("mkdocs.yml", f"{CONFIG}INHERIT: mkdocs.yml\n", "error: mkdocs.yml:6:1: INHERIT: inherits from itself"),
    "INHERIT of no file": ("mkdocs.yml", f"{CONFIG}INHERIT: a.yml\n", "mkdocs.yml:6:1: INHERIT: there is no file 'a.yml'; correct the path"),
    "half an address": ("mkdocs.yml", f"{CONFIG}site_url: http://[\n", "mkdocs.yml:6:1: site_url: is not a web address; write one such"),
    "nav in one word": ("mkdocs.yml", f"{CONFIG}nav: index.md\n", "mkdocs.yml:6:1: nav: must be a list; write each page on a line"),
    "nav without a page": ("mkdocs.yml", f"{CONFIG}nav:\n  - CV:\n", "mkdocs.yml:7:5: nav: 'CV' has no page; write one after the colon"),
    "nav from the root": ("mkdocs.yml", f"{CONFIG}nav:\n  - /index.md\n", "nav: '/index.md' starts with /, so it does not lead to the page"),
    "plugins in one word": ("mkdocs.yml", "site_name: A\ntheme: material\nplugins: researcher\n", "plugins: must be a list; write each plugin"),
    "theme without a name": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {nam: material}"),
        "mkdocs.yml:2:1: theme: has no name; write 'name: material'",
    ),
    "no theme": ("mkdocs.yml", CONFIG.replace("theme: material", "theme:"), "theme: is empty, so MkDocs' own theme is used"),
    "a color in place of a palette": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme:\n  name: material\n  palette: blue"),
        "warning: mkdocs.yml:4:3: palette: must be settings such as 'primary: indigo'",
    ),
    "an icon of a palette": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, palette: {toggle: {icon: material/weather-nigt}}}"),
        "theme.palette.toggle.icon: there is no icon 'material/weather-nigt', did you mean 'material/weather-night'",
    ),
    "an icon of a link": ("mkdocs.yml", f"{CONFIG}extra:\n  social:\n    - icon: brands/githb\n", "extra.social.icon: there is no icon"),
    "a language of the theme": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, language: de-CH}"),
        "theme.language: the theme has no language 'de-CH', did you mean 'de'?",
    ),
    "an option of an extension": (
        "mkdocs.yml",
        f"{CONFIG}markdown_extensions:\n  - toc:\n      permalinks: true\n",
        "mkdocs.yml:7:5: markdown_extensions.toc: the extension 'toc' has no option 'permalinks'; correct its name",
    ),
    "options on the line of a plugin": ("mkdocs.yml", CONFIG.replace("researcher", "researcher: cv_pdf"), "belong on lines of their own below it"),
    "a tag": ("mkdocs.yml", f"{CONFIG}copyright: !ENVV A\n", "mkdocs.yml:6:12: MkDocs cannot read it: the tag '!ENVV' is not known, did you mean '!ENV'?"),
    "a tab after a colon": ("mkdocs.yml", CONFIG.replace("site_name: ", "site_name:\t"), "mkdocs.yml:1:11: not valid YAML: a tab is before the value"),
    "a wide colon": ("data/papers.yml", PAPER.replace("year: ", "year："), "papers.yml:3:7: not valid YAML: ： is not the colon of YAML (FULLWIDTH COLON)"),
    "a list in dots": ("data/news.yml", "• date: 2025\n  text: A\n", "news.yml:1:1: not valid YAML: • is not the dash of a list"),
    "a list in numbers": ("data/news.yml", "1. date: 2025\n   text: A\n", "news.yml:1:1: not valid YAML: '1.' is not the dash of a list"),
    "a comment of another language": ("data/news.yml", "// News\n- date: 2025\n  text: A\n", "1:1: not valid YAML: a comment starts with #; write: # News"),
    "a conflict": ("data/news.yml", "<<<<<<< HEAD\n- date: 2025\n  text: A\n", "marks a Git conflict; keep one of the two versions; remove it"),
    "a comma behind quotes": ("data/papers.yml", PAPER + '  note: "A",\n', "',' follows the closing quote; remove it"),
    "tags with #": ("data/papers.yml", f"{PAPER}  tags: [#a, #b]\n", 'a text that starts with # is a comment; put it in quotes; write: tags: ["#a", "#b"]'),
    "two commas": ("data/papers.yml", PAPER.replace("[Wei Zhang]", "[Wei Zhang,, Mara Lind]"), "two commas follow each other; remove one"),
    "text behind a bar": ("data/papers.yml", f"{PAPER}  note: | A\n", "text after '|' belongs on the next line, indented"),
    "fields that are not indented": ("data/news.yml", "- date: 2025\ntext: A\n", "2:1: not valid YAML: the line is not indented, unlike the lines around it"),
    "a date without its name": ("data/news.yml", "- date: 2025-09\n  text: A\n- 2025-09\n  text: B\n", "3:3: not valid YAML: 'date:' is missing after '- '; write: - date: 2025-09"),
    "a month without its name": ("data/news.yml", "- Sep 2025\n  text: B\n", "'date:' is missing after '- '; write: - date: Sep 2025"),
    "math without a script": ("mkdocs.yml", f"{CONFIG}markdown_extensions: [pymdownx.arithmatex]\n", "pymdownx.arithmatex: only marks formulas"),
    "a field of another program": ("data/papers.yml", f"{PAPER}  jounral: A\n", "jounral: unknown field, did you mean 'venue'?"),
    "a file of a word processor": ("data/news.yml", "{\\rtf1\\ansi\n- date: 2025\\par\n}", "this is a word processor file (RTF); save it as plain text"),
    "a dash in a macro": ("docs/index.md", "{{ paper-s() }}\n", "papers(): is shown as text; write {{ papers(…) }}"),
    "a letter that looks the same": ("docs/index.md", "{{ рapers() }}\n", "papers(): is shown as text"),
    "a short code": ("docs/index.md", "{{< papers >}}\n", "papers(): is shown as text"),
    "a directive": ("docs/index.md", "::: papers\n", "papers(): is shown as text"),
    "a filter": ("docs/index.md", "{{ papers() | safe }}\n", "between ) and }} is '| safe', so the call is not read; remove it"),
    "a dash in an argument": ("docs/index.md", '{{ papers(group-by="year") }}\n', "write group_by=…, with _ in place of the dash"),
    "an anchor": ("docs/index.md", "[A](#nope)\n", "info: docs/index.md:1: the page 'index.md' has no anchor '#nope'"),
    "a link from the root": ("docs/index.md", "[A](/index/)\n", "'/index/' starts at the root of the server; write 'index.md'"),
    "a picture in HTML on several lines": (
        "docs/index.md",
        '<img\n    alt="A" src="images/fig.png"\n>\n\n<img\n    src="images/fig.png" title="a > b">\n',
        "info: docs/index.md:5: an image has no description",
    ),
    "a picture in HTML": ("docs/index.md", '<img src="images/no.png" alt="A">\n', "docs/index.md:1: 'images/no.png' is not a file of the site"),
    "a page in HTML": ("docs/index.md", '<a href="index.md">A</a>\n', "in HTML starts at the address of the page; write './'"),
    "an address of this computer": ("docs/index.md", "[A](http://127.0.0.1:8000/)\n", "the address is on your own computer"),
    "an empty line at the top": ("docs/index.md", "\n---\ntitle: A\n---\n", "index.md:2: the front matter is not valid YAML"),
    "front matter of Hugo": ("docs/index.md", "+++\ntitle = 'A'\n+++\n", "+++ belongs to Hugo; write '---' above and below it"),
    "a title twice": ("docs/index.md", "---\ntitle: A\ntitle: B\n---\n", "docs/index.md:3: title: appears twice; keep one"),
    "an icon of a page": ("docs/index.md", "---\nicon: material/hom\n---\n", "icon: there is no icon 'material/hom', did you mean"),
    "nobody's profile": ("data/profile.yml", "name: A\nlinks: [{scholar: 'https://scholar.google.com/citations?hl=en'}]\n", "does not name you: copy the address with 'user='"),
    "a start page": ("data/profile.yml", "name: A\nlinks: [{github: 'https://github.com/'}]\n", "is the start page of GitHub: write one such as octocat"),
    "words for a telephone number": ("data/profile.yml", "name: A\nphone: call me\n", "phone: 'call me' is not a telephone number"),
    "Markdown for an address": ("data/profile.yml", "name: A\navatar: '![me](me.png)'\n", "must be the address alone: write 'me.png'"),
    "two addresses": ("data/profile.yml", "name: A\nwebsite: https://a.org https://b.org\n", "contains two addresses: write one of them"),
    "LaTeX": ("data/news.yml", "- date: 2025\n  text: The \\emph{best} one\n", "\\emph{ is LaTeX, which is shown as written"),
    "a call in data": ("data/news.yml", "- date: 2025\n  text: See {{ papers() }}\n", "a macro is not run in data, so it is shown as text"),
    "one star": ("data/news.yml", "- date: 2025\n  text: I *won\n", "* is shown as text, since there is no second one"),
    "a comma at the end": ("data/papers.yml", PAPER.replace("year: 2025", "year: 2025\n  note: Hello,"), "the text ends with ',', which is shown; remove it"),
    "a wide comma": ("data/profile.yml", "name: A\ninterests: [One，two]\n", "is one item with a comma; for several write [One, two]"),
    "an author twice": ("data/papers.yml", PAPER.replace("[Wei Zhang]", "[Wei Zhang, Wei Zhang]"), "'Wei Zhang' appears twice among the authors"),
    "a spreadsheet": ("data/news.xlsx", "PK", "is a file from another program, which cannot be read"),
    "data that no page shows": ("data/grants.yml", "- title: A\n", "no page shows it; write {{ entries('grants') }}"),
    "a page in capitals": ("docs/About.MD", "# A\n", "is not a page because of its extension '.MD'; rename it to About.md"),
    "a citation of LaTeX": ("docs/index.md", "As in \\cite{calm}.\n", "\\cite{calm} is shown as text; write {{ cite('calm') }}"),
    "a citation of Pandoc": ("docs/index.md", "As in [@calm].\n", "[@calm] is shown as text; write {{ cite('calm') }}"),
    "curly quotes in front matter": ("docs/index.md", "---\ntitle: “A”\n---\n", "title: “ is shown as part of the text; remove it"),
    "a plugin of another package": ("mkdocs.yml", f"{CONFIG}  - glightbox\n", "the plugin 'glightbox' is not installed; run: pip install mkdocs-glightbox"),
    "a folder that is not to be published": (
        "mkdocs.yml",
        f"{CONFIG}exclude_docs: |\n  docs/drafts/\n",
        "mkdocs.yml:6:1: exclude_docs: 'docs/drafts/' matches no file in docs/; patterns start there, so write 'drafts/'",
    ),
    "a pattern of no file": ("mkdocs.yml", f"{CONFIG}not_in_nav: a.md\n", "info: mkdocs.yml:6:1: not_in_nav: 'a.md' matches no file in docs/"),
    "a word from the end of a line": (
        "data/papers.yml",
        PAPER.replace("Calm", "Calibra- tion, pre- and post-trained"),
        "title: 'Calibra- tion' looks like a word from the end of a line; write 'Calibration'",
    ),
    "a word on two lines": ("docs/index.md", "# A\n\nOn calibra-\ntion.\n", "docs/index.md:3: 'calibra- tion' looks like a word from"),
    "no BibTeX": ("data/papers.yml", PAPER + "  bibtex: see my page\n", "papers.yml:4:3: bibtex: contains no BibTeX; an entry looks like"),
    "BibTeX with a mistake": ("data/papers.yml", PAPER + "  bibtex: '@misc{a, journal=jmlr}'\n", "bibtex: journal: no @string defines 'jmlr'"),
    "a sentence among interests": (
        "data/profile.yml",
        "name: A\ninterests: [I study how models remember.]\n",
        "info: data/profile.yml:2:13: interests: is a sentence, but interests are short topics",
    ),
    "a document of HTML": ("docs/a.md", "<!DOCTYPE html>\n<p>A</p>\n", "docs/a.md:1: '<!DOCTYPE html>' belongs to a whole document of HTML"),
    "a notebook": ("docs/a.ipynb", "{}", "docs/a.ipynb: is not a page, and nothing links to it; add the plugin mkdocs-jupyter"),
    "Markdown in HTML": ("docs/index.md", "<div>\nA **bold** word\n</div>\n", "docs/index.md:2: '**bold**' is shown as text, because Markdown is not"),
    "a picture in HTML without its word": ("docs/index.md", "<p>![A](images/fig.png)</p>\n", "add the word markdown to the tag: <p markdown>"),
    "a diagram": ("docs/index.md", "```mermaid\ngraph TD\n```\n", "docs/index.md:1: '```mermaid' starts a diagram that is shown as code"),
    "a block of Quarto": ("docs/index.md", "```{note}\nA\n```\n", "'```{note}' starts a block that is shown as code"),
    "data of no language": ("data/de/profile.yml", "role: A\n", "info: data/de: the site has no pages in 'de', so nothing reads this"),
    "phrases of no language": ("data/words.yml", "de:\n  abstract: A\n", "info: data/words.yml:1: de: the site has no pages in 'de'"),
    "a page of no language": ("docs/index.de.md", "# A\n", "info: docs/index.de.md: has an address of its own, because the site has one"),
    "a brace of a style sheet": (
        "mkdocs.yml",
        f"{CONFIG}extra_css: [images/fig.png, a.css]\n",
        "warning: docs/a.css:2: this { is never closed, so browsers ignore rules below it; add }",
    ),
    "the address of a page": ("mkdocs.yml", f"{CONFIG}site_url: https://a.org/b/index.html\n", "must be the address of the whole site; write https://a.org/b/"),
    "the address of the preview": ("mkdocs.yml", f"{CONFIG}site_url: http://localhost:8000/\n", "site_url: the address is on your own computer"),
    "a locale of MkDocs": (
        "mkdocs.yml",
        CONFIG.replace("theme: material", "theme: {name: material, locale: de}"),
        "locale: has no effect in this theme, which uses 'language'; write language: de",
    ),
    "a page twice": ("mkdocs.yml", f"{CONFIG}nav: [A: index.md, B: index.md]\n", "'index.md' appears twice in the navigation"),
    "one slash in nav": ("mkdocs.yml", f"{CONFIG}nav: [A: 'https:/a.org']\n", "nav: a web address is written as 'https://a.org'"),
    "an option as a plugin": ("mkdocs.yml", f"{CONFIG}  - paper_pages: true\n", "'paper_pages' is an option of the plugin; write it on"),
    "nothing to watch": ("mkdocs.yml", f"{CONFIG}watch: [dta]\n", "there is no file 'dta'; correct the path"),
    "a style sheet of Sass": ("mkdocs.yml", f"{CONFIG}extra_css: [index.md]\n", "browsers read only CSS, and '.md' is another language"),
    "a template two folders down": ("a/b/news.html.jinja", "A", "warning: a/b/news.html.jinja: is not read; move it to overrides/researcher/"),
    "a folder for a picture": ("data/profile.yml", "name: A\navatar: images/\n", "'images/' is a folder; write the path of the file in it"),
    "front matter without a space": ("docs/a.md", "---\ntitle:A\n---\n# A\n", "a.md:2: the front matter is not valid YAML, so it is shown as text: a"),
    "an equals sign in front matter": ("docs/a.md", "---\ntitle = A\n---\n# A\n", "= is not the colon of YAML; write 'title: …'"),
    "a picture of a page": ("docs/a.md", "---\nimage: images/no.png\n---\n# A\n", "docs/a.md:2: image: there is no file 'images/no.png'"),
    "a range of years": ("docs/index.md", "{{ papers(year=2024-2026) }}\n", "for a range of years write since=2024, until=2026"),
    "several names in one text": ("docs/index.md", "{{ cv(sections='news, papers') }}\n", 'contains several names; write a list: ["news", "papers"]'),
    "a table without its rule": ("docs/index.md", "| A | B |\n| 1 | 2 |\n", "index.md:1: '| A | B |' is shown as text; a table needs a line such as"),
    "a table below text": ("docs/index.md", "A:\n| A |\n| --- |\n| 1 |\n", "index.md:2: '| A |' is shown as text; a table needs an empty line"),
    "a title of a link": ("docs/index.md", '[A](index.md "All)\n', "is shown as text; end the title of the link with a quote"),
    "a mailbox as a link": ("docs/index.md", "[A](a@example.org)\n", "index.md:1: 'a@example.org' looks like an email address: write 'mailto:"),
    "a host as a link": ("docs/index.md", "[A](www.example.org)\n", "looks like a web address: write 'https://www.example.org'"),
    "a scheme of a link": ("docs/index.md", "[A](htp://example.org)\n", "has the scheme 'htp:': use http, https"),
    "a path of Windows": ("docs/index.md", "![A](images\\fig.png)\n", "contains a backslash: write /"),
    "a space in an address": ("docs/index.md", "[A](mailto: a@example.org)\n", "is shown as text; remove the space after the colon"),
    "a picture on a drive": ("docs/index.md", "![A](https://drive.google.com/file/d/a/view)\n", "drive.google.com shows a page with the picture"),
    "a film as a picture": ("docs/index.md", "![A](a.mp4)\n", "is not a picture, so readers see nothing; write <video"),
    "a film in a frame": ("docs/index.md", '<iframe src="https://www.youtube.com/watch?v=ab"></iframe>\n', "write https://www.youtube.com/embed/ab"),
    "a line below a sentence": ("docs/index.md", "A sentence.\n---\n", "info: docs/index.md:1: 'A sentence.' is a heading because of the line"),
    "spaces within stars": ("docs/index.md", "A ** bold ** word\n", "'** bold **' is shown as text; remove the spaces inside the stars"),
    "half a comment": ("docs/index.md", "<!- A ->\n", "is shown as text; a comment is <!-- … -->"),
    "a tag without an end": ("docs/index.md", "A <b>bold word\n", "index.md:1: <b> is never closed, so it goes on to the end of the page"),
    "attributes of nothing": ("docs/index.md", "A\n\n{: .lead }\n", "index.md:3: '{: .lead }' is shown as text; write it directly below"),
    "a character of HTML": ("docs/index.md", "A&nbps;B &amp; C\n", "'&nbps;' is shown as text, because HTML has no such character"),
    "a reference to nothing": ("docs/index.md", "[A][b] and [C][d]\n\n[d]: https://example.org\n", "'[b]' is shown as text; nothing on this page says [b]"),
    "an empty picture": ("docs/images/a.png", b"", "warning: docs/images/a.png: is empty; save the file again"),
    "a photo of a phone": ("docs/images/a.png", b"\0\0\0\x18ftypheic", "a.png: is a phone photo that browsers cannot show"),
    "a page as a picture": ("docs/images/a.png", b"<!DOCTYPE html>", "a.png: is a page of HTML; download the file again"),
    "a pointer as a picture": ("docs/images/a.jpg", b"version https://git-lfs.github.com", "is a pointer of Git LFS and not the file"),
    "a document as a PDF": ("docs/a.pdf", b"PK\x03\x04", "docs/a.pdf: is a ZIP file or a document of Word or PowerPoint"),
    "a large picture": ("docs/images/a.jpg", b"x" * 5_000_000, "docs/images/a.jpg: is 5 MB large, which takes visitors long to load"),
    "a copy of a page": ("docs/index copy.md", "# A\n", "looks like a copy of index.md, and the site publishes it"),
    "a copy of data": ("data/papers (1).yml", PAPER, "info: data/papers (1).yml: looks like a copy of papers.yml, and nothing reads it"),
    "a language in a name": ("data/profile.de.yml", "role: A\n", "profile.de.yml: is not read; rename it to de/profile.yml, in a folder"),
    "a language as a file": ("data/de.yml", "role: A\n", "data/de.yml: is not read; data in a language is in a folder, such as de/profile.yml"),
    "a host in the wrong folder": ("CNAME", "a.org\n", "warning: CNAME: is not published; move it to docs/CNAME"),
    "a host with https": ("docs/CNAME", "https://a.org/\n", "docs/CNAME:1: must be the name of the host alone: write a.org"),
    "data that Git ignores": (".gitignore", "site/\ndata/\n", ".gitignore:2: the line 'data/' keeps data/profile.yml out of the repository"),
    "a workflow in the wrong folder": (".github/pages.yml", WORKFLOW, ".github/pages.yml: is not run; move it to .github/workflows/"),
    "a workflow without requirements": (".github/workflows/p.yml", WORKFLOW, "warning: requirements.txt: does not exist, but the workflow"),
    "an old Python": (
        ".github/workflows/p.yml",
        WORKFLOW.replace("]}}", ",\n  {uses: actions/setup-python@v6, with: {python-version: '3.9'}}]}}"),
        "p.yml:2: python-version: mkdocs-researcher needs Python 3.11",
    ),
    "old Pythons in a matrix": (
        ".github/workflows/p.yml",
        WORKFLOW.replace("{steps", "{strategy: {matrix: {python-version: ['3.12', '3.10']}}, steps"),
        "p.yml:1: python-version: mkdocs-researcher needs Python 3.11",
    ),
    "a workflow that is not YAML": (".github/workflows/p.yml", "jobs: {a: [\n", "error: .github/workflows/p.yml:1:"),
    "a home page that is left out": ("mkdocs.yml", f"{CONFIG}exclude_docs: '*.md'\n", "exclude_docs: leaves out index.md, the home page"),
    "a repository without an address": ("mkdocs.yml", f"{CONFIG}repo_name: a/b\n", "repo_name: has no effect without repo_url"),
    "a setting of MkDocs itself": ("mkdocs.yml", f"{CONFIG}mdx_configs: 5\n", "mdx_configs: is set by MkDocs itself; remove it"),
    "a picture that nothing defines": ("docs/index.md", "![A][fig]\n", "'[fig]' is shown as text; nothing on this page says [fig]"),
    "a link to data": ("docs/index.md", "[A](../data/papers.yml)\n", "index.md:1: '../data/papers.yml' is not a file in docs/"),
    "two hosts": ("docs/CNAME", "a.org\nwww.a.org\n", "docs/CNAME:2: must be one host; the other address leads to it"),
    "a folder with a capital letter": ("Data/talks.yml", "- {title: A, date: 2025}\n", "talks(): needs data/talks.yml, which does not exist; the file is in Data/"),
    "a document as data": ("data/news.yml", b"PK\x03\x04", "data/news.yml:1: this is a Word document or a ZIP file; save its content as"),
    "another data folder": (
        "mkdocs.yml",
        f"{PLUGIN}data_dir: dta\n",
        "error: mkdocs.yml:5:7: data_dir: there is no folder 'dta', did you mean 'data'?",
    ),
    "a setting of the theme below extra": ("mkdocs.yml", CONFIG + "extra: {language: de}\n", "language: has no effect here, unless a template"),
    "a link to edit without a repository": ("mkdocs.yml", CONFIG + "edit_uri: edit/main/docs/\n", "edit_uri: has no effect without repo_url"),
    "a start far ahead": (
        "data/education.yml",
        "- {degree: Ph.D., institution: A, start: 2051}\n",
        "start: the year 2051 is far ahead; correct it",
    ),
    "a short number": ("data/profile.yml", "name: Wei Zhang\nphone: 123\n", "info: data/profile.yml:2:1: phone: is too short to be called"),
    "a misspelled comment": ("data/b.bib", "@commnet{a, year = 2020}\n", "'@commnet' is not an entry type, did you mean '@comment'?"),
    "a macro within a tag": (
        "docs/a.md",
        "# A\n\n<div title=\"{{ badge('B') }}\">B</div>\n",
        "warning: docs/a.md:3: badge() within a tag of HTML, in title=…, is not run",
    ),
    "a letter of two characters": ("docs/mu\u0308ller.txt", "A", "has '\u00fc' as two characters, which most keyboards do not type"),
    "pages of nobody": (
        "mkdocs.yml",
        PLUGIN + "people_pages: true\n",
        "info: mkdocs.yml:5:7: people_pages: has no effect without data/people.yml",
    ),
    "tags without their plugin": ("docs/a.md", "---\ntags: [a]\n---\n# A\n", "info: docs/a.md:2: tags: has no effect without the plugin"),
    "a built site among the pages": ("docs/site/search/search_index.json", "{}", "warning: docs/site: is a built site"),
    "a home page of HTML": ("docs/index.html", "A", "warning: docs/index.html: has the address of index.md, and only one of the two"),
    "a folder of Jekyll": ("docs/_posts/2020-01-01-a.md", "# A\n", "warning: docs/_posts: belongs to Jekyll, and MkDocs publishes it"),
    "several tags in one": (
        "data/papers.yml",
        PAPER + "  tags: tides winds\n" + PAPER.replace("Calm", "Loud") + "  tags: [tides, winds]\n",
        "info: data/papers.yml:4:3: tags: 'tides winds' is one tag; for several write a list: [tides, winds]",
    ),
    "a picture that is not closed": ("docs/a.svg", "<svg><g></svg>", "warning: docs/a.svg: is not valid SVG, so browsers do not show it (line 1"),
    "robots that may read nothing": (
        "docs/robots.txt",
        "User-agent: *\nDisallow: /\n",
        "info: docs/robots.txt:2: keeps all search engines away from the site; remove 'Disallow: /'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_has_a_message_that_helps(name: str, project: Project) -> None:
    file, text, expected = CASES[name]
    more = (
        {"data/venues.yml": VENUES}
        if isinstance(text, str) and "venue_short" in text
        else {"docs/a.css": ".a { content: '}' }\n.b {\n"}
    )
    more |= {"docs/b.md": "![a](.img/a.png)\n"} if ".img" in file else {}
    more |= {"mkdocs.yml": CONFIG + "extra_css: [a.css]\n"} if file == "docs/a.css" else {}
    more |= {"docs/talks.md": "# Talks\n"} if "nothing leads" in name else {}
    more |= {"docs/talks.md": "{{ talks() }}\n"} if "talks" in file else {}
    result = CliRunner().invoke(main, ["check", str(project.write({**FILES, **more, file: text}).root)])
    assert expected in result.output
    assert "create it" not in result.output


def test_a_wrong_folder_of_pages_is_the_only_problem(project: Project) -> None:
    files = {**FILES, "mkdocs.yml": f"{CONFIG}docs_dir: pages\n"}
    output = CliRunner().invoke(main, ["check", str(project.write(files).root)]).output
    assert "docs_dir: there is no folder" in output
    assert "1 error, 0 warnings" in output


def test_common_ways_to_say_the_same_are_understood(project: Project) -> None:
    files = {
        "data/papers.yml": f"{PAPER}  status: to appear\n",
        "data/metrics.yml": "- label: Papers\n  value: 5\n  bar: 50%\n",
        "docs/index.md": "# A\n\n{{ papers() }}\n\n{{ metrics() }}\n",
    }
    root = project.write({**FILES, **files}).root
    assert "0 errors, 0 warnings" in CliRunner().invoke(main, ["check", str(root)]).output


def test_a_misspelled_field_hides_no_other_mistake(project: Project) -> None:
    papers = (
        PAPER.replace("title", "id: calm\n  title") + "  jounral: A\n  project: nope\n  links: {PDF: files/a.pdf}\n"
    )
    files = {"data/papers.yml": papers, "data/projects.yml": "- {id: tides, title: T, papers: [clam]}\n"}
    profile = "name: Wei Zhang\nrol: A\nlinks:\n  - {label: CV, url: files/cv.pdf}\n"
    output = (
        CliRunner()
        .invoke(main, ["check", str(project.write({**FILES, **files, "data/profile.yml": profile}).root)])
        .output
    )
    assert "there is no paper 'clam', did you mean 'calm'?" in output
    assert "data/projects.yml has no project 'nope'" in output
    assert "there is no file 'files/a.pdf'" in output
    assert "there is no file 'files/cv.pdf'" in output


def test_an_icon_with_colons_has_one_message(project: Project) -> None:
    files = {**FILES, "data/news.yml": "- date: 2025\n  text: A\n  icon: ':material-trophy:'\n"}
    output = CliRunner().invoke(main, ["check", str(project.write(files).root)]).output
    assert "there is no icon ':material-trophy:', did you mean 'material/trophy'" in output
    assert "is shown as text" not in output


def test_an_image_that_papers_yml_adds_to_a_bib_file(project: Project) -> None:
    bib = "@misc{calm, title={Calm}, author={Wei Zhang}, year={2025}}\n"
    files = {**FILES, "data/b.bib": bib, "data/papers.yml": "- id: calm\n  image: images/fig.png\n"}
    output = CliRunner().invoke(main, ["check", str(project.write(files).root)]).output
    assert "data/papers.yml:2:3: has an image without a description" in output
    assert "add 'image_alt: …'" in output


def test_a_site_without_a_home_page(project: Project) -> None:
    files = {name: text for name, text in FILES.items() if name != "docs/index.md"}
    project.write({**files, "docs/home.md": "# A\n"})
    output = CliRunner().invoke(main, ["check", str(project.root)]).output
    assert "warning: docs: has no index.md, so the address of the site shows nothing" in output


def test_what_looks_like_these_mistakes_is_fine(project: Project) -> None:
    page = (
        "# A\n\n[A](https://example.org/a), <https://example.org/b>, [https://example.org/c](https://example.org/c) and"
        " [a file](about%20me.docx).\n\n<a href='https://example.org/d'>D</a>\n\n[e]: https://example.org/e\n"
    )
    profile = "name: Wei Zhang\navatar: images/fig.png\nwebsite: https://example.org\nbio: |\n  ## A\n\n  - a\n  - b\n\n  No.\n"
    paper = (
        PAPER
        + "  selected: yes\n  pages: 1—20\n  links: {Paper: https://example.org/p}\n  summary: '#1 of - all > *b*'\n"
    )
    page += "\n<div markdown>\n**A** and calibra- and probing, 1-\n2\n</div>\n\n<div>\n<pre>**A**</pre>\n</div>\n"
    config = CONFIG + "site_url: https://example.org/\n"
    files = {"docs/index.md": page, "docs/about me.docx": "x", "data/profile.yml": profile, "data/papers.yml": paper}
    files["mkdocs.yml"] = config
    output = CliRunner().invoke(main, ["check", str(project.write({**FILES, **files}).root)]).output
    assert output == "4 data files and 1 page checked: 0 errors, 0 warnings\n"


@pytest.mark.parametrize("dash", "-–—‒−‑")
def test_any_dash_between_pages(project: Project, dash: str) -> None:
    files = {"data/papers.yml": PAPER + f"  venue: A Journal\n  pages: 101{dash}118\n", "docs/index.md": "{{ cv() }}\n"}
    assert "101–118" in project.write({**FILES, **files}).build().html()


def said_by_check(project: Project) -> list[str]:
    return CliRunner().invoke(main, ["check", str(project.root)]).output.splitlines()


@pytest.mark.parametrize(("name", "right"), [("award", "awards"), ("students", "mentees")])
def test_a_misnamed_file_is_to_be_renamed(name: str, right: str, project: Project) -> None:
    project.write({**FILES, f"data/{name}.yml": "- {name: A, title: A}\n", "docs/index.md": f"{{{{ {right}() }}}}\n"})
    said = [line for line in said_by_check(project) if f"{name}.yml" in line]
    assert said == [
        f"info: data/{name}.yml: is read only by entries('{name}'); without such a call, rename it to '{right}.yml'",
        f"error: docs/index.md:1: {right}(): needs data/{right}.yml, which does not exist; rename data/{name}.yml to it",
    ]


def test_a_script_for_math_has_any_name(project: Project) -> None:
    config = f"{CONFIG}markdown_extensions: [pymdownx.arithmatex]\nextra_javascript: [a.js]\n"
    project.write({**FILES, "mkdocs.yml": config, "docs/a.js": "load('mathjax')"})
    assert not [line for line in said_by_check(project) if "arithmatex" in line]


def test_the_good_project_has_no_problem(project: Project) -> None:
    assert "0 errors, 0 warnings" in CliRunner().invoke(main, ["check", str(project.write(FILES).root)]).output


def test_code_between_fences_and_prose_are_no_calls(project: Project) -> None:
    page = "```\n{ papers() }\n```\n\nThe paper(s) of `papers()`, f(x), $\\{x\\}$, and [links](index.md){: .links }\n"
    config = CONFIG + "markdown_extensions: [pymdownx.arithmatex]\n"
    files = {**FILES, "mkdocs.yml": config, "docs/index.md": page}
    result = CliRunner().invoke(main, ["check", str(project.write(files).root)])
    assert "shown as text" not in result.output


def test_a_capital_letter_in_the_name_of_a_file(project: Project) -> None:
    files = {name: text for name, text in FILES.items() if name != "data/news.yml"}
    project.write({**files, "data/News.yml": FILES["data/news.yml"], "docs/index.md": "{{ news() }}\n"})
    result = CliRunner().invoke(main, ["check", str(project.root)])
    assert "needs data/news.yml; rename data/News.yml, because upper and lower case matter" in result.output


@pytest.mark.parametrize(
    ("structure", "page", "expected"),
    [
        ("suffix", "docs/people.ger.md", "'.ger' is not a language of the site"),
        ("folder", "docs/fr/people.md", "the folder 'fr' is not that of a language of the site; known: en, de"),
    ],
)
def test_a_page_of_a_language_that_the_site_lacks(structure: str, page: str, expected: str, project: Project) -> None:
    languages = "[{locale: en, name: English, default: true}, {locale: de, name: Deutsch}]"
    config = f"{CONFIG}  - i18n:\n      docs_structure: {structure}\n      languages: {languages}\n"
    project.write({**FILES, "mkdocs.yml": config, "docs/people.md": "# A\n", page: "# A\n"})
    assert any(line.startswith(f"warning: {page}: ") and expected in line for line in said_by_check(project))


def test_the_navigation_of_a_language(project: Project) -> None:
    languages = (
        "[{locale: en, name: English, default: true}, {locale: de, name: Deutsch, nav: [A: index.md, B: nope.md]}]"
    )
    config = f"{CONFIG}  - i18n:\n      languages: {languages}\n"
    project.write({**FILES, "mkdocs.yml": config})
    assert [line for line in said_by_check(project) if "nope" in line] == [
        "warning: mkdocs.yml:7:72: nav: 'nope.md' is not a file in docs/, did you mean 'index.md'?"
    ]


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("./packages/mkdocs_researcher-0.1-py3-none-any.whl", "does not list mkdocs-static-i18n"),
        ("mkdocs_researcher[pdf]>=0.1\nmkdocs-static-i18n", ""),
    ],
)
def test_what_the_host_installs(requirements: str, expected: str, project: Project) -> None:
    languages = "[{locale: en, name: English, default: true}]"
    config = f"{CONFIG}  - i18n:\n      languages: {languages}\n"
    files = {"mkdocs.yml": config, ".github/workflows/p.yml": WORKFLOW, "requirements.txt": requirements}
    project.write({**FILES, **files})
    found = [line for line in said_by_check(project) if "requirements.txt" in line]
    assert (expected in found[0]) if expected else not found


def test_a_branch_that_is_not_published(project: Project) -> None:
    workflow = f"on: {{push: {{branches: [master]}}}}\n{WORKFLOW}"
    files = {
        ".github/workflows/p.yml": workflow,
        "requirements.txt": "mkdocs-researcher",
        ".git/HEAD": "ref: refs/heads/main\n",
    }
    project.write({**FILES, **files})
    assert "runs for other branches than yours, 'main'; write branches: [main]" in "\n".join(said_by_check(project))


def test_a_translation_of_no_title(project: Project) -> None:
    languages = (
        "[{locale: en, name: English, default: true}, {locale: de, name: Deutsch, nav_translations: {Paper: A}}]"
    )
    config = f"{CONFIG}  - i18n:\n      languages: {languages}\nnav: [Papers: index.md]\n"
    project.write({**FILES, "mkdocs.yml": config})
    assert "the navigation has no title 'Paper', did you mean 'Papers'?" in "\n".join(said_by_check(project))


def test_the_name_of_a_pdf() -> None:
    result = CliRunner().invoke(main, ["cv", "--pdf", "out"])
    assert "'out' does not end with .pdf; write out.pdf" in " ".join(result.output.split())


def test_an_orcid_alone_is_a_link_for_a_new_site(tmp_path: Path) -> None:
    arguments = ["new", str(tmp_path / "site"), "--name", "Mira Tovanne", "--link", "0000-0002-1825-0097"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert "- orcid: 0000-0002-1825-0097" in (tmp_path / "site/data/profile.yml").read_text(encoding="utf-8")


def test_the_preview_shows_a_box_for_a_misspelled_macro(project: Project) -> None:
    text = "# A\n\n{{ paprs() }}\n\nB {{ bagde('C') }} D {{ other() }}\n"
    html = markdown.markdown(text, extensions=["mkdocs_researcher"])
    assert "did you mean &#39;papers&#39;?" in html
    assert "did you mean &#39;badge&#39;?" in html
    assert "{{ other() }}" in html


def test_a_color_that_the_theme_lacks_is_reported_by_a_build(project: Project) -> None:
    config = "site_name: A\ntheme:\n  name: material\n  palette:\n    primary: teel\nplugins: [researcher]\n"
    output = project.write({"mkdocs.yml": config, "docs/index.md": "# A\n"}).build().output
    assert "mkdocs.yml:5:5: primary: the theme has no primary 'teel', did you mean 'teal'?" in output


def test_an_empty_field(project: Project) -> None:
    files = {**FILES, "data/papers.yml": PAPER + "- title: New\n  year: 2025\n  authors:\n"}
    output = CliRunner().invoke(main, ["check", str(project.write(files).root)]).output
    assert "info: data/papers.yml:6:3: authors: has no value, so nothing is shown; write one" in output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("serve", "there is no command 'serve'; MkDocs has it: mkdocs serve"),
        ("add paper", "there is no command 'add', did you mean 'import'?"),
        ("publish", "there is no command 'publish'; MkDocs has it: mkdocs gh-deploy"),
        ("counts", "there is no command 'counts', did you mean 'update'?"),
        ("chekc", "there is no command 'chekc', did you mean 'check'?"),
        ("new my homepage", "unexpected extra argument (homepage)"),
    ],
)
def test_wrong_commands(arguments: str, expected: str) -> None:
    result = CliRunner().invoke(main, arguments.split())
    assert result.exit_code == 2
    assert expected in " ".join(result.output.split())


def test_a_folder_of_a_repository_is_the_repository(project: Project) -> None:
    files = {**FILES, "data/papers.yml": PAPER + "  repo: https://github.com/octocat/hello-world/tree/main/a\n"}
    assert 'href="https://github.com/octocat/hello-world"' in project.write(files).build().html()


def test_files_of_style_sheets_and_names_with_a_hash(project: Project) -> None:
    style = "/* url(a.png) */\na { background: url(images/fig.png) }\nb { background: url('none.png?v=1') }\n"
    files = {"mkdocs.yml": CONFIG + "extra_css: [a.css]\n", "docs/a.css": style, "docs/a#1.pdf": "A"}
    project.write({**FILES, **files, "docs/a.md": "# A\n\n[A](a#1.pdf)\n"})
    said = "\n".join(said_by_check(project))
    assert "warning: docs/a.css:3: there is no file 'none.png' in the docs folder; addresses start at" in said
    assert "docs/a.css:2" not in said
    assert (
        "docs/a.md:3: 'a#1.pdf' is not a file in docs/; # in the name of a file is written as %23: 'a%231.pdf'" in said
    )


def test_what_is_no_mistake(project: Project) -> None:
    text = "**A** won the **B** of **C** and **D**.\n\n[A][<b>B</b>]\n\n<div>\n<div>\n    </div>\n    </div>\n"
    said = "\n".join(said_by_check(project.write({**FILES, "docs/a.md": f"# A\n\n{text}"})))
    assert "docs/a.md" not in said


def test_a_built_site_in_git(project: Project) -> None:
    project.write({**FILES, ".git/index": b"DIRC\0\x0fsite/index.html\0"})
    assert "run: git rm -r --cached site, and add site/ to .gitignore" in "\n".join(said_by_check(project))


def test_versions_that_differ_from_those_here(project: Project) -> None:
    requirements = "mkdocs-researcher\nclick==1.0\nmkdocs>=1.6\n"
    project.write({**FILES, ".github/workflows/p.yml": WORKFLOW, "requirements.txt": requirements})
    found = [line for line in said_by_check(project) if "another version" in line]
    assert len(found) == 1
    assert "info: requirements.txt:2: 'click==1.0' is another version than is installed here" in found[0]


def test_a_workflow_that_is_right(project: Project) -> None:
    workflow = (
        "on: push\npermissions: {pages: write, id-token: write}\njobs:\n  a:\n    steps:\n"
        "      # python-version: '3.9'\n      - uses: actions/checkout@v6\n      - run: pip install -e . mkdocs-material\n"
        "      - run: mkdocs build --strict\n      - {uses: actions/upload-pages-artifact@v5, with: {path: ./site/}}\n"
        "  b: {steps: [{uses: actions/deploy-pages@v5}]}\n"
    )
    config = CONFIG + "site_url: https://example.org/\n"
    project.write({**FILES, "mkdocs.yml": config, ".github/workflows/p.yml": workflow})
    assert not [line for line in said_by_check(project) if "p.yml" in line]


def test_data_in_a_folder_of_another_name(project: Project) -> None:
    files = {path.replace("data/", "_data/"): text for path, text in FILES.items()}
    said = "\n".join(said_by_check(project.write(files)))
    assert "the file is in _data/; rename that folder, or write data_dir: _data" in said
    assert "create it" not in said


def test_a_file_of_logos(project: Project) -> None:
    files = {**FILES, "data/sponsors.yml": "- {name: Fund, logo: images/fig.png}\n", "docs/a.md": "{{ sponsors() }}\n"}
    said = "\n".join(said_by_check(project.write(files)))
    assert "data/sponsors.yml: no page shows it; write {{ logos('sponsors') }} in a page" in said
    assert "docs/a.md:1: sponsors(): there is no macro of this name, write logos('sponsors')" in said


def test_an_example_of_a_missing_argument(project: Project) -> None:
    said = "\n".join(said_by_check(project.write({**FILES, "docs/a.md": "{{ cards() }}\n"})))
    assert "cards(file): is missing; add it, such as cards('focus')" in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("import orcid 0000-0002-1825-0097", "for an id write orcid:0000-0002-1825-0097, without a space"),
        ("import a.bib mkdocs.yml", "Directory 'mkdocs.yml' is a file; name the folder of the site, or leave it out"),
        ("import data/papers.yml", "'data/papers.yml' is data of the site already; name another file"),
        ("migrate https://example.org/a b c", "is an address; run: git clone https://example.org/a, and: migrate auto"),
        ("migrate docs new", "'docs' is a folder; write the kind before it: migrate auto docs NEW"),
    ],
)
def test_arguments_in_the_wrong_place(
    arguments: str, expected: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.write(FILES).root)
    if arguments == "migrate docs new":
        arguments += " x"
    result = CliRunner().invoke(main, arguments.split())
    assert result.exit_code == 2
    assert expected in " ".join(result.output.split())


def test_a_drawing_is_no_preview_of_a_link(project: Project) -> None:
    files = {
        "mkdocs.yml": CONFIG + "site_url: https://example.org/\n",
        "docs/images/fig.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "data/profile.yml": "name: Wei Zhang\navatar: images/fig.svg\n",
        "docs/a.md": "---\nimage: images/fig.svg\n---\n# A\n",
    }
    project.write({**FILES, **files})
    assert "warning: docs/a.md:2: image: previews of links show no SVG" in "\n".join(said_by_check(project))
    assert "og:image" not in project.build().html()


def test_a_title_of_an_own_section(project: Project) -> None:
    files = {
        "mkdocs.yml": CONFIG.replace("theme: material", "theme: {name: material, language: ja}"),
        "docs/cv.md": "{{ cv(sections=['visits']) }}\n",
        "data/visits.yml": "- {title: Highfen, date: 2024}\n",
        "data/words.yml": "ja:\n  cv_visits: 訪問\n",
    }
    assert ">訪問</span></h2>" in project.write({**FILES, **files}).build().html("cv/index.html")
    project.write({"data/words.yml": "ja:\n  cv_visit: 訪問\n"})
    said = "\n".join(said_by_check(project))
    assert "data/words.yml:2:3: ja.cv_visit: is not a phrase, did you mean 'cv_visits'?" in said
    project.write({"data/words.yml": "ja:\n  cv_fieldwork: 訪問\n"})
    said = "\n".join(said_by_check(project))
    assert "ja.cv_fieldwork: is not a phrase, and no section of the CV: there is no data/fieldwork.yml" in said


def test_pictures_of_data_that_mkdocs_leaves_out(project: Project) -> None:
    files = {"docs/templates/a b.png": b"x", "data/projects.yml": "- {title: Tides, image: templates/a%20b.png}\n"}
    said = "\n".join(said_by_check(project.write({**FILES, **files})))
    assert "image: MkDocs leaves 'templates/a%20b.png' out because of a dot at the start" in said


def test_whole_names_in_japanese_are_no_halves(project: Project) -> None:
    files = {
        "data/profile.yml": "name: Kenta Saito\naliases: [斎藤健太]\n",
        "data/b.bib": "@misc{a, title={Loud}, author={斎藤健太 and 田中純一}, year={2024}}\n",
    }
    assert "halves" not in "\n".join(said_by_check(project.write({**FILES, **files})))


def test_two_names_as_in_a_list_of_references(project: Project) -> None:
    bib = "@misc{a, title={Loud}, author={Zhang W., Lind M.}, year={2024}}\n"
    said = "\n".join(said_by_check(project.write({**FILES, "data/b.bib": bib})))
    assert "author: is read as 2 names, 'Zhang W.; Lind M.'; write 'and' between all names" in said


def test_halves_of_names_in_bibtex(project: Project) -> None:
    bib = "@misc{a, title={Loud}, author={Hayashida Tomoko, Zhang, Wei and Reyle Tomas}, year={2024}}\n"
    said = "\n".join(said_by_check(project.write({**FILES, "data/b.bib": bib})))
    assert "author: the halves of a name are read as two people; write 'and' between names: Zhang, Wei and" in said


def test_hints_name_the_fields_of_bibtex(project: Project) -> None:
    bib = "@inproceedings{a, title={Loud}, author={Wei Zhang and Tomas Reyle.},\n booktitle={Data 2019}, year={2024}}\n"
    said = "\n".join(said_by_check(project.write({**FILES, "data/b.bib": bib})))
    assert "data/b.bib:1: author: 'Tomas Reyle.' ends with a dot" in said
    assert "data/b.bib:2: booktitle: names the year 2019" in said


def test_an_address_that_ends_on_the_next_line(project: Project) -> None:
    files = {**FILES, "docs/a.md": "# A\n\n[A](https://example.org/a\n) and [`b`](index.md).\n"}
    assert "docs/a.md" not in "\n".join(said_by_check(project.write(files)))


@pytest.mark.parametrize(("option", "address"), [("true", "../images/fig.png"), ("false", "images/fig.png")])
def test_addresses_in_html_start_at_the_address_of_the_page(option: str, address: str, project: Project) -> None:
    config = f"{CONFIG}use_directory_urls: {option}\n"
    files = {**FILES, "mkdocs.yml": config, "docs/a.md": f'# A\n\n<img src="{address}" alt="A">\n'}
    assert "docs/a.md:3" not in "\n".join(said_by_check(project.write(files)))


def test_what_looks_like_an_unfinished_link_or_note_is_fine(project: Project) -> None:
    page = (
        'A `**` and `a\nb **c` and 2 ** 3 and **Wei Zhang***, ***a*** and [b](https://example.org/a\n"B").\n\n'
        '- **a**\n- b `[c](d` e\n\n!!! note\n    Text.\n\n=== "A"\n\n    ```md\n    a\n    ```\n\n=== "B"\n\n    B\n\n'
        "Wei$^\\dagger$, Ann$^\\dagger$, [A](index.md\n).\n"
    )
    config = (
        CONFIG + "markdown_extensions: [admonition, pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}]\n"
    )
    said = "\n".join(said_by_check(project.write({**FILES, "mkdocs.yml": config, "docs/a.md": page})))
    assert not [line for line in said.splitlines() if "docs/a.md:" in line]


def test_a_mistake_has_one_message(project: Project) -> None:
    files = {
        "data/news.yml": "- {date: 2025-01, content: A}\n",
        "data/profile.yml": "name: Wei Zhang\nlinks:\n  -github: wei\n",
        "mkdocs.yml": CONFIG + "site_url: example.org\n",
        "docs/index.md": "# A\n\n{{ news }}\n\n{% include a %}\n\n[[ papers() ]]\n",
    }
    said = said_by_check(project.write({**FILES, **files}))
    for place in ("data/news.yml", "data/profile.yml", "site_url", "index.md:3", "index.md:5", "index.md:7"):
        assert len([line for line in said if place in line]) == 1, place


def test_dates_of_japan(project: Project) -> None:
    data = (
        "- {institution: A, degree: B, date: 平成22年度 – 平成30年3月}\n- {institution: C, degree: D, date: 令和元年}\n"
    )
    files = {"data/education.yml": data, "docs/index.md": "{{ education() }}\n"}
    html = project.write({**FILES, **files}).build().html()
    assert "2010 – Mar 2018" in html
    assert "2019" in html


def test_footnotes_without_a_text(project: Project) -> None:
    page = "A[^1], B[^two] and C[^3].\n\n[^1]: One.\n[^two]: Two.\n"
    files = {"mkdocs.yml": CONFIG + "markdown_extensions: [footnotes]\n", "docs/a.md": page}
    said = [line for line in said_by_check(project.write({**FILES, **files})) if "docs/a.md" in line]
    assert said == ["warning: docs/a.md:1: the footnote [^3] has no text; write it on a line of its own, after [^3]:"]


def test_a_value_that_is_wrong_is_not_also_odd(project: Project) -> None:
    files = {"data/papers.yml": PAPER + "  award: true\n", "data/profile.yml": "name: Wei Zhang\nphone: call me\n"}
    said = "\n".join(said_by_check(project.write({**FILES, **files})))
    assert said.count("award:") == said.count("phone:") == 1


def test_a_package_whose_name_is_nearly_right_is_reported_once(project: Project) -> None:
    files = {".github/workflows/p.yml": WORKFLOW, "requirements.txt": "mkdocs-reseacher\n"}
    said = [line for line in said_by_check(project.write({**FILES, **files})) if "requirements.txt" in line]
    assert said == [
        "warning: requirements.txt:1: 'mkdocs-reseacher' is not installed here, did you mean 'mkdocs-researcher'?"
    ]


LIGHT = "(prefers-color-scheme: light)"
INSTALLS_NOTHING = "on: push\njobs: {a: {steps: [{uses: actions/checkout@v6}, {run: mkdocs build}]}}\n"


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "data/education.yml",
            "- {institution: A, university: B, degree: C}\n",
            "university: is another name of 'institution'",
        ),
        (
            "data/papers.yml",
            PAPER + "  venue: A\n  booktitle: B\n",
            "booktitle: is another name of 'venue', which this entry already has",
        ),
        ("data/papers.yml", PAPER + "  venue: A\n  cites: B\n", "cites: unknown field"),
        (
            "mkdocs.yml",
            CONFIG.replace("material", f"{{name: material, palette: [{{media: '{LIGHT}'}}, {{media: '{LIGHT}'}}]}}"),
            f"media: two palettes are for '{LIGHT}', and browsers start with the first",
        ),
        (
            "mkdocs.yml",
            CONFIG.replace("material", "{name: material, fonts: false}"),
            "fonts: is no setting of the theme, did you mean 'font'?",
        ),
        ("mkdocs.yml", CONFIG + "nav: [index.md#a]\n", "the navigation leads to whole pages, so write 'index.md'"),
        (
            "data/profile.yml",
            "name: Wei Zhang\ninterests:\n  • Tides\n  • Rivers\n",
            "'• Tides • Rivers' is shown as text",
        ),
        (
            "data/profile.yml",
            "name: Wei Zhang\nlinks: example.org/wei\n",
            "after its name, such as 'website: https://example.org/wei'",
        ),
        ("data/papers.yml", PAPER.replace("Zhang]", "'Zhang1', 2]"), "put a name with several numbers in quotes"),
        ("data/a.bib", "TY  - JOUR\nTI  - A\nER  - \n", "is in RIS, another format; rename it to end with .ris"),
        ("docs/a.md", "A\n\n##\n", "docs/a.md:3: '##' is a heading without words"),
        ("docs/a.md", "A\n\n<img src='images/fig.png' alt='A'\n\nB\n", "docs/a.md:3: the tag"),
        (
            "docs/a.md",
            "A:\n\n*one\n*two\n*three\n",
            "docs/a.md:3: '*one' is shown as text; an item of a list starts with '- '",
        ),
        ("docs/a.md", "[{{ citations() }}](index.md)\n", "citations() makes links itself"),
        (".github/workflows/a.yml", INSTALLS_NOTHING, "no step installs anything"),
    ],
)
def test_what_was_silent_or_unclear(file: str, text: str, expected: str, project: Project) -> None:
    said = said_by_check(project.write({**FILES, file: text}))
    assert len([line for line in said if expected in line]) == 1


def test_files_that_are_nearly_right(project: Project) -> None:
    files = {
        "mkdocs.yml": CONFIG + "nav: [index.md, cv.md]\n",
        "docs/cv.txt": "# CV\n",
        "data/profile.yml": "name: Wei Zhang\nlinks: [{cv: cv.pdf}]\n",
        "cv.pdf": b"%PDF",
        ".github/workflows/a.yml": WORKFLOW,
        "requirements.txt": b"PK\x03\x04",
    }
    said = "\n".join(said_by_check(project.write({**FILES, **files})))
    assert "nav: 'cv.md' is not a file in docs/; rename 'cv.txt' to cv.md" in said
    assert "'cv.pdf' in the docs folder; it is beside that folder, so move it into it" in said
    assert "requirements.txt: is a document of Word" in said


def test_a_paper_of_a_project_that_no_file_has(project: Project) -> None:
    files = {**FILES, "data/papers.yml": PAPER + "  project: tides\n"}
    del files["data/projects.yml"]
    assert "project: data/projects.yml has no project 'tides'; add it there" in "\n".join(
        said_by_check(project.write(files))
    )


def test_tags_over_several_lines_and_badges_in_links_are_fine(project: Project) -> None:
    page = """# A

<img
      src="images/fig.png"
      alt="A">

*one* word
*two* words

[{{ badge("A") }}](index.md)
"""
    assert not [line for line in said_by_check(project.write({**FILES, "docs/a.md": page})) if "docs/a.md" in line]


def test_a_file_in_place_of_the_project(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", "bibtex", str(tmp_path / "out.bib")])
    assert "for a file to write, put --out before it" in result.output


LATER = 'bio: "I study tides.\ntagline: Sea\nphone: "@wei"\n'
TWO_PALETTES = "{name: material, palette: [{scheme: default}, {scheme: slate}]}"


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "data/profile.yml",
            f"name: Wei Zhang\n{LATER}",
            'profile.yml:2:6: not valid YAML: the quote " is never closed',
        ),
        (
            "data/news.yml",
            "- date: 2025\n  text: 'A\n- date: 2024\n  text: '@b c'\n",
            "news.yml:2:9: not valid YAML: the quote ' is never",
        ),
        (
            "data/papers.yml",
            f"-{PAPER[2:]}",
            "papers.yml:1:1: not valid YAML: a space is missing after '-'; write: - title: Calm",
        ),
        ("data/news.yml", "-date: 2025\n text: A\n-date: 2024\n text: B\n", "news.yml:1:1: not valid YAML: a space is missing"),
        ("data/profile.yml", "name: Wei Zhang\naliases: [Zhang, W.]\n", 'a comma: "Zhang, W."'),
        ("data/profile.yml", "name: Wei Zhang\ninterests: [Rivers, lakes, and seas]\n", "starts with 'and', so commas have"),
        ("data/papers.yml", PAPER + "  abbr: JSW\n", "abbr: unknown field, did you mean 'venue_short'?"),
        ("data/papers.yml", PAPER + "  equal_contribution: true\n", "Write * after each of these names"),
        ("data/papers.yml", PAPER + "  status: preprint\n", "status: 'preprint' is a type of paper; write type: preprint"),
        ("data/papers.yml", PAPER + "  url: https://example.org\n", "Write links: {Paper: https://…}"),
        ("data/papers.yml", PAPER + "  pdf_url: a.pdf\n", "Write links: {pdf: https://…}"),
        ("data/papers.yml", PAPER + "  Under Review: true\n", "Write status: under_review"),
        ("data/news.yml", "- - date: 2025\n    text: A\n", "not a list; remove one of the two '- ' before it"),
        ("data/news.yml", "- news:\n  - {date: 2025, text: A}\n", "news: contains entries of this file; remove this line"),
        ("data/papers.yml", PAPER.replace("Calm", f"Calm: {'a' * 80} end"), 'aaa end"'),
        ("mkdocs.yml", CONFIG + "  - rss-plugin\n", "write 'rss', and run: pip install mkdocs-rss-plugin"),
        ("mkdocs.yml", CONFIG + "markdown_extensions: [pymdownx.emoji]\n", "emoji_generator: !!python/name:material."),
        ("mkdocs.yml", CONFIG.replace("material", TWO_PALETTES), "visitors see only the first palette; add 'toggle:'"),
        ("docs/a.md", "# A\n---\ntitle: B\n---\n", "it must start in the first line; move the heading below it"),
        ("docs/a.md", "---\nhide: [sidebar]\n---\n# A\n", "docs/a.md:2: hide: 'sidebar' is not known; known: feedback"),
        ("docs/a.md", "{{ publications() }}\n", "publications(): there is no macro of this name, did you mean 'papers'?"),
        ("docs/a.md", "{{ papers(filter=yes) }}\n", "papers(filter): yes is not a value; write True"),
        ("docs/a.md", "{{ papers(year='2020-2024') }}\n", "for a range of years write since=2020, until=2024"),
        ("data/talks.csv", "title,date\n", "talks.csv: is a file from another program"),
        (
            ".github/workflows/a.yml",
            WORKFLOW.replace("}]}}", "}, {run: mkdocs serve}]}}"),
            "run: mkdocs serve shows the site on that machine and never ends; write mkdocs build",
        ),
    ],
)  # fmt: skip
def test_a_message_names_what_to_write(file: str, text: str, expected: str, project: Project) -> None:
    said = [line for line in said_by_check(project.write({**FILES, file: text})) if f"{file}:" in line]
    assert len([line for line in said if expected in line]) == 1, said
    assert not [line for line in said if "remove it" in line]


def test_a_version_after_one_sign(project: Project) -> None:
    project.write({**FILES, ".github/workflows/a.yml": WORKFLOW, "requirements.txt": "mkdocs-researcher=0.1\n"})
    assert "requirements.txt:1: pip does not read this line; a version follows two signs" in "\n".join(
        said_by_check(project)
    )


def test_a_page_that_is_nearly_that_of_a_member(project: Project) -> None:
    files = {
        "mkdocs.yml": PLUGIN + "people_pages: true\n",
        "data/people.yml": "- {name: Femi Ade, group: Postdocs}\n",
        "docs/people/femi.md": "# Femi\n",
    }
    said = "\n".join(said_by_check(project.write({**FILES, **files})))
    assert "docs/people/femi.md: person: 'femi-ade' has a page of their own, people/femi-ade.md" in said


def test_bibtex_of_authors_names_their_field_as_bibtex_does(project: Project) -> None:
    bib = "@misc{a, title={Loud}, authors={Zhang, Wei}, year={2024}}\n"
    assert "author = {Zhang, Wei}" in project.write({**FILES, "data/b.bib": bib}).quick_build().html()
