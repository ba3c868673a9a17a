"""Sites of Hugo to migrate: one of Academic with widgets and TOML, one of HugoBlox with blocks. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from old_sites import png

OWNER = """\
---
# Display name
title: Mira Tovanne
superuser: true
role: Third-year student
organizations:
- name: Halden Bay University
  url: "https://hbu.example.org"
bio: She reads the ledgers of layers.
interests:
- Memory
- Tides
education:
  courses:
  - course: MSc in Oceanography
    institution: North Pier Institute
    year: 2019 - 2021
social:
- icon: envelope
  icon_pack: fas
  link: 'mailto:mira@hbu.example.org'
- icon: github
  icon_pack: fab
  link: https://github.com/mtovanne
- icon: sailboat
  icon_pack: fas
  link: https://boats.example.org/mira
- icon: cv
  icon_pack: ai
  link: files/cv.pdf
user_groups: [Researchers]
---

I study **tides** and [harbours](harbours/), with \\(some\\) patience.
{style="text-align: justify;"}

### Sailing

- Skua
  - small
"""

COLLEAGUE = """\
---
title: Pell Okasha
role: Harbour master
bio: He keeps the lights.
social:
- {icon: globe, icon_pack: fas, link: 'https://pell.example.org'}
---
Pell writes about **lights**.
"""

PAPER = """\
+++
title = "Reading the Ledger of Layers"
date = 2024-06-03
authors = ["admin", "pell", "Sune Brandvik"]
author_notes = ["Equal contribution", "Equal contribution", "Now at the North Pier"]
publication_types = ["1"]
publication = "In *Conference on Data and Learning*"
publication_short = "In *CoDaL*"
abstract = "Boats need harbours, and layers $x_1$ need ledgers."
summary = "We read ledgers."
tags = ["ledgers"]
featured = true
doi = "10.1000/182"
url_pdf = "files/ledger.pdf"
url_code = "https://code.example.org/ledger"
[[links]]
  name = "Press"
  url = "https://press.example.org"
+++
"""

BIB = """\
@inproceedings{tovanne2024,
  title = {Reading the Ledger of Layers},
  author = {Tovanne, Mira and Okasha, Pell and Brandvik, Sune},
  booktitle = {Conference on Data and Learning},
  pages = {11--18},
  year = {2024}
}
"""

PLAIN_PAPER = """\
---
title: "Small Boats in Large Harbours"
authors: [Mira Tovanne]
date: "2021-01-01"
publication_types: ["2"]
publication: "*Journal of Harbours, 12*(3)"
links:
- name: "PDF coming soon"
  url: ""
image:
  caption: A boat at noon
---
The **proof** is on this page.
"""

TALK = """\
---
title: Tides for Everybody
event: Pier Day
event_url: https://pier.example.org
location: Hall Two
address: {city: Halden Bay, country: Norway}
summary: A short talk.
abstract: "Tides come and go."
date: "2023-05-01T13:00:00Z"
date_end: "2023-05-01T14:00:00Z"
authors: [admin]
url_slides: /files/slides.pdf
---
"""

PROJECT = """\
---
title: Lighthouse
summary: A lamp in {{< math >}}$x^2$ {{< /math >}} steps.
tags: [Light]
date: "2022-04-27"
external_link: https://light.example.org
image: {caption: '', preview_only: true}
---
"""

POST = """\
---
title: On Knots
subtitle: A beginning
date: 2022-02-03
authors: [admin]
tags: [Rope]
categories: [Notes]
image: {caption: 'Rope at [rest](https://rope.example.org)'}
---

See [my paper](/publication/ledger/), [the other](../../publication/boats/), and ![a knot](knot.png).

{{% callout warning %}}
Mind the **gap**.
{{% /callout %}}

{{< figure src="knot.png" title="A bowline" caption="tied at sea" >}}

{{< spoiler text="More of it" >}}
Hidden words.
{{< /spoiler >}}

{{< icon name="anchor" pack="fas" >}} Anchored. {{< cite page="/publication/ledger" view="4" >}}

{{% staticref "files/cv.pdf" "newtab" %}}A leaflet{{% /staticref %}} and [a link]({{< ref "/harbours" >}}).

{{< youtube a1B2c3D4e5F >}}

```python {linenos=table}
ledger = "[x](y)"
```

{{< table path="knots.csv" header="true" >}}

{{< math >}}
$$
\\frac{a_1}{b_1} \\\\
c
$$
{{< /math >}}

## Math $\\alpha$ and more {#more}

Ends here.\\
Truly.
"""


def widget(kind: str, weight: int, title: str, more: str = "", body: str = "", *, active: bool = True) -> str:
    """A widget of the home page in TOML."""
    state = "true" if active else "false"
    return (
        f'+++\nwidget = "{kind}"\nheadless = true\nactive = {state}\nweight = {weight}\ntitle = "{title}"\n'
        f"{more}\n+++\n{body}"
    )


POSITION = '''
[[experience]]
  title = "Keeper"
  company = "North Pier"
  company_url = "https://npi.example.org"
  location = "Halden Bay"
  date_start = "2017-01-01"
  date_end = ""
  description = """
  Duties:
  * Lamps
  * Oil
  """
'''
HONOUR = """
[[item]]
  organization = "Harbour Guild"
  organization_url = "https://guild.example.org"
  title = "Golden Rope"
  certificate_url = "https://guild.example.org/rope"
  date_start = "2018-10-01"
  date_end = ""
  description = "For knots."
"""
SKILL = """
[[feature]]
  icon = "code"
  icon_pack = "fas"
  name = "Knots"
  description = "Bowline and *hitch*"
"""
HERO = """
hero_media = "harbour.png"
[cta]
  url = "https://start.example.org"
  label = "Set sail"
[design]
  columns = "1"
"""
PAGES = '[content]\n  page_type = "{}"\n  count = {}\n'

ACADEMIC: dict[str, str | bytes] = {
    "config.toml": 'title = "Mira Tovanne"\nbaseurl = "https://mira.example.org/home/"\n',
    "config/_default/params.toml": 'description = "Tides and ledgers"\n',
    "config/_default/menus.toml": (
        '[[main]]\n  name = "Words"\n  url = "post/"\n  weight = 2\n'
        '[[main]]\n  name = "Leaflet"\n  url = "files/leaflet.pdf"\n  weight = 1\n'
    ),
    "content/authors/admin/_index.md": OWNER,
    "content/authors/admin/avatar.png": png(),
    "content/authors/pell/_index.md": COLLEAGUE,
    "content/home/index.md": '+++\ntype = "widget_page"\nheadless = true\n+++\n',
    "content/home/about.md": widget("about", 20, "Bio&shy;graphy", 'author = "admin"'),
    "content/home/hero.md": widget("hero", 10, "Ahoy", HERO, "**Welcome** aboard\n"),
    "content/home/experience.md": widget("experience", 30, "Work", POSITION),
    "content/home/awards.md": widget("accomplishments", 40, "Honours", HONOUR),
    "content/home/skills.md": widget("featurette", 50, "Skills", SKILL),
    "content/home/papers.md": widget("pages", 60, "Recent Papers", PAGES.format("publication", 1)),
    "content/home/featured.md": widget("featured", 65, "Best Papers", PAGES.format("publication", 0)),
    "content/home/talks.md": widget("pages", 70, "Talks", PAGES.format("talk", 0)),
    "content/home/projects.md": widget("portfolio", 80, "Projects", PAGES.format("project", 0)),
    "content/home/posts.md": widget("pages", 90, "Notes", PAGES.format("post", 0)),
    "content/home/contact.md": widget(
        "contact", 100, "Contact", 'email = "mira@hbu.example.org"\naddress = {street = "1 Pier"}\n'
    ),
    "content/home/people.md": widget("people", 110, "Crew", '[content]\n  user_groups = ["Researchers"]\n'),
    "content/home/off.md": widget("blank", 120, "Switched off", active=False),
    "content/publication/_index.md": "---\ntitle: Publications\n---\nAll that is printed.\n",
    "content/publication/ledger/index.md": PAPER,
    "content/publication/ledger/cite.bib": BIB,
    "content/publication/ledger/featured.png": png(),
    "content/publication/boats/index.md": PLAIN_PAPER,
    "content/publication/boats/featured.jpg": png(),
    "content/talk/tides/index.md": TALK,
    "content/project/lighthouse/index.md": PROJECT,
    "content/project/lighthouse/featured.png": png(),
    "content/post/knots/index.md": POST,
    "content/post/knots/knot.png": png(),
    "content/post/knots/knots.csv": "knot,use\nbowline,loop\n",
    "content/post/knots/featured.png": png(),
    "content/post/draft.md": "---\ntitle: Not yet\ndraft: true\n---\nSecret.\n",
    "content/harbours/_index.md": "---\ntitle: Harbours\n---\nI like harbours, see [the proof](/publication/boats/).\n",
    "static/files/cv.pdf": b"%PDF-1.4",
    "static/files/leaflet.pdf": b"%PDF-1.4",
    "static/files/ledger.pdf": b"%PDF-1.4",
    "static/files/slides.pdf": b"%PDF-1.4",
    "static/img/harbour.png": png(),
    "static/CNAME": "mira.example.org\n",
}

ME = """\
schema: hugoblox/author/v1
slug: me
is_owner: true
name: {display: Mira Tovanne, given: Mira, family: Tovanne, alternate: 戸棚 美良, pronouns: she/her}
postnominals: [PhD]
status: {icon: "☕"}
role: Professor
bio: She reads ledgers.
affiliations:
  - {name: Halden Bay University, url: 'https://hbu.example.org'}
links:
  - {icon: at-symbol, url: 'mailto:mira@hbu.example.org', label: Write to me}
  - {icon: brands/github, url: 'https://github.com/mtovanne'}
interests: [Memory]
education:
  - degree: PhD Tides
    institution: North Pier Institute
    start: 2015-09-01
    end: 2019-06-30
    summary: Thesis on **boats**.
    button: {text: Read it, url: 'https://thesis.example.org'}
experience:
  - {role: Keeper, org: North Pier, start: 2020-01-01, end: '', summary: "- Lamps\\n- Oil"}
skills:
  - name: Craft
    items:
      - {label: Knots, level: 4}
languages:
  - {name: Norwegian, level: 5, label: Native}
awards:
  - {title: Golden Rope, awarder: Harbour Guild, date: '2018-10-01', summary: For knots.}
"""

BLOCKS = """\
---
title: ''
type: landing
sections:
  - block: resume-biography-3
    content:
      username: me
      text: ''
      button: {text: Download CV, url: uploads/resume.pdf}
      headings: {education: Schools}
    design: {background: {gradient_end: '#1976d2'}}
  - block: markdown
    id: words
    content:
      title: 📚 My Research
      subtitle: 'In short'
      text: |-
        Use [this form](./harbours) to reach me, or read {{< mention "me" >}}.

        {{% callout note %}}
        A note to you.
        {{% /callout %}}
  - block: collection
    id: papers
    content:
      title: Featured Publications
      filters: {folders: [publications], featured_only: true}
  - block: collection
    content:
      title: Talks
      filters: {folders: [events]}
  - block: resume-experience
    content: {username: me}
  - block: resume-skills
    content: {title: Skills, username: me}
  - block: resume-languages
    content: {title: Languages, username: me}
  - block: resume-awards
    content: {title: Awards, username: me}
  - block: stats
    content:
      items:
        - {statistic: 12 boats, description: kept afloat}
  - block: cta-card
    demo: true
    content: {title: Build your own}
  - block: hyperdrive
    content: {title: Onward, text: Faster than tides., warp: nine times}
---
"""

EVENT = """\
---
title: Harbour Lights
event_name: Lamp Week
event_url: https://lamp.example.org
location: Tower
event_start: '2024-07-01T13:00:00Z'
event_end: '2024-07-03T15:00:00Z'
event_all_day: false
abstract: Lamps burn.
authors: [me]
links:
  - {type: video, url: 'https://video.example.org/lamp'}
---
"""

NEW_PAPER = """\
---
title: 'Ledgers: A *Survey*'
authors: [me, Sune Brandvik]
author_notes: [Corresponding author]
date: '2025-02-01T00:00:00Z'
publication_types: [article-journal]
publication: '*Journal of Ledgers*'
featured: true
hugoblox:
  ids: {arxiv: 2401.00001, dblp: journals/jl/Tovanne25}
links:
  - {type: pdf, url: survey.pdf}
  - {type: code, provider: github, id: mtovanne/survey}
  - {type: custom, label: Errata, url: 'https://errata.example.org'}
image: {filename: survey.png}
---
"""

HUGOBLOX: dict[str, str | bytes] = {
    "config/_default/hugo.yaml": "title: Mira Tovanne\nbaseURL: 'https://mira.example.org/'\n",
    "config/_default/params.yaml": "marketing: {seo: {description: 'Tides'}}\n",
    "config/_default/menus.yaml": "main:\n  - {name: Papers, url: publications/, weight: 1}\n",
    "hugoblox.yaml": "site: 1\n",
    "content/_index.md": BLOCKS,
    "data/authors/me.yaml": ME,
    "assets/media/authors/me.png": png(),
    "content/publications/survey/index.md": NEW_PAPER,
    "content/publications/survey/survey.png": png(),
    "content/publications/survey/survey.pdf": b"%PDF-1.4",
    "content/events/lights/index.md": EVENT,
    "content/courses/knots/_index.md": "---\ntitle: Knots\nsummary: A course on knots\n---\nTie *this*.\n",
    "content/courses/knots/bowline.md": "---\ntitle: Bowline\n---\nOver and under.\n",
    "content/blog/first/index.md": "---\ntitle: First\ndate: 2024-01-02\n---\nHello, sailors.\n",
    "content/harbours.md": "---\ntitle: Harbours\n---\n# Big\n\nHarbours are big.\n",
    "static/uploads/resume.pdf": b"%PDF-1.4",
}


def hugo_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder that holds these files."""
    root = folder / "old"
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return root
