"""Sites of al-folio and academicpages to migrate, as short texts. All people and papers are invented."""

from __future__ import annotations

from pathlib import Path

from old_sites import png

AL_FOLIO_CONFIG = """\
title: blank
first_name: Mira
middle_name:
last_name: Tovanne
description: > # the sign means to ignore line breaks
  Learning, memory and the sea
url: https://mira.example.org
baseurl: /mira
repository: mtovanne/mira
blog_name: Log book
blog_description: Notes from the pier
permalink: /blog/:year/:title/
contact_note: >
  Letters are the best way to reach me.
filtered_bibtex_keywords: [abbr, preview]
enable_publication_thumbnails: true
collections:
  news:
    output: true
    permalink: /news/:path/
  projects:
    output: true
scholar:
  last_name: [Tovanne]
  first_name: [Mira, M.]
  group_by: year
"""
SOCIALS = """\
cv_pdf: /assets/pdf/vita.pdf
email: mira@hbu.example.org
github_username: mtovanne # a name
scholar_userid: ABCdefGHIjkl
rss_icon: true
custom_social:
  logo: https://harbour.example.org/logo.png
  title: Harbour club
  url: https://harbour.example.org/
"""
BIB = r"""---
---

@string{codal = {Conference on Data and Learning}}

@inproceedings{tovanne2026ledger,
  abbr={CoDaL}, bibtex_show={true}, selected={true},
  title={Reading the {Ledger} of Layers},
  author={Tovanne*, Mira and {\O}kasha*, P. and Brandvik, Sune},
  booktitle=codal, year={2026}, month=jun,
  abstract={Trained weights keep accounts.},
  preview={ledger.png}, pdf={ledger.pdf}, slides={https://slides.example.org/ledger},
  award={Chosen by the **jury**}, award_name={Best Paper},
  google_scholar_id={u5HHmVD_uO8C}, abbr_own={A*}
}

@article{tovanne2024tides,
  title={Tides in $L^2$}, author={Mira Tovanne and Sune Brandvik},
  journal={Journal of Shores}, year={2024}, html={https://shores.example.org/tides},
  additional_info={, with a *supplement*}
}
"""
ABOUT = """\
---
layout: about
title: about
permalink: /
subtitle: Researcher at <a href='https://hbu.example.org'>Halden Bay University</a>. Sailor.
profile:
  align: right
  image: mira.png
  more_info: >
    <p>Room 12</p>
    <p>1 Pier Street</p>
announcements:
  enabled: true
  scrollable: true
  limit: 2
latest_posts:
  enabled: true
selected_papers: true
social: true
---

I study *memory*, see my [papers](/mira/publications/) and {% cite tovanne2024tides %}.
"""
PUBLICATIONS = """\
---
layout: page
permalink: /publications/
title: publications
description: by categories in reversed order
nav: true
nav_order: 1
---

<!-- _pages/publications.md -->
{% include bib_search.liquid %}

<div class="publications">

{% bibliography %}

</div>
"""
PROJECTS = """\
---
layout: page
title: projects
permalink: /projects/
nav: true
nav_order: 2
display_categories: [work, fun]
---
<div class="projects">
{% if site.enable_project_categories and page.display_categories %}
  {% for category in page.display_categories %}
  <a id="{{ category }}" href=".#{{ category }}">
    <h2 class="category">{{ category }}</h2>
  </a>
  {% assign categorized_projects = site.projects | where: "category", category %}
  {% assign sorted_projects = categorized_projects | sort: "importance" %}
  <div class="row">
    {% for project in sorted_projects %}
      {% include projects.liquid %}
    {% endfor %}
  </div>
  {% endfor %}
{% else %}
{% assign sorted_projects = site.projects | sort: "importance" %}
  {% for project in sorted_projects %}{% include projects.liquid %}{% endfor %}
{% endif %}
</div>
"""
REPOSITORIES = """\
---
layout: page
permalink: /repositories/
title: repositories
---
{% if site.data.repositories.github_users %}

## GitHub users

<div class="repositories">
  {% for user in site.data.repositories.github_users %}
    {% include repository/repo_user.liquid username=user %}
  {% endfor %}
</div>
{% endif %}
{% if site.data.repositories.github_repos %}

## GitHub Repositories

<div class="repositories">
  {% for repo in site.data.repositories.github_repos %}
    {% include repository/repo.liquid repository=repo %}
  {% endfor %}
</div>
{% endif %}
"""
BLOG = """\
---
layout: default
permalink: /blog/
title: blog
nav: true
nav_order: 4
---
<div class="post">
{% assign blog_name_size = site.blog_name | size %}
{% if blog_name_size > 0 %}<h1>{{ site.blog_name }}</h1>{% endif %}
{% if page.pagination.enabled %}{% assign postlist = paginator.posts %}{% else %}{% assign postlist = site.posts %}{% endif %}
{% for post in postlist %}<li>{{ post.title }}</li>{% endfor %}
</div>
"""
OLD_CV = """\
- title: General Information
  type: map
  contents:
    - name: Full Name
      value: Mira Tovanne
    - name: Born
      value: in Halden Bay
- title: Education
  type: time_table
  contents:
    - title: PhD
      institution: Halden Bay University
      year: 2023 - 2027
      description:
        - On memory.
        - title: Minors
          contents: [Tides, Boats]
- title: Publications
  type: list
  contents:
    - A Paper of the List
- title: Working Papers
  type: list
  contents:
    - Another Paper
- title: Honors and Awards
  type: time_table
  contents:
    - year: 2025
      items: [North Pier Medal, Fjordlight Prize]
"""
NEW_CV = """\
cv:
  name: Mira Tovanne
  label: Researcher
  summary: I study memory.
  sections:
    Education:
      - institution: Halden Bay University
        area: Learning
        studyType: PhD
        start_date: 2023-09
        end_date: Present
        highlights: [On memory]
    Certificates:
      - name: Skipper
        date: 2020-05
        issuer: Harbour Club
        url: https://harbour.example.org/skippers
"""
RESUME = """\
{"basics": {"name": "Mira Tovanne", "label": "Researcher", "summary": "I study memory."},
 "work": [{"name": "Quill Labs", "position": "Intern", "startDate": "2024-05", "endDate": "2024-08", "highlights": ["Built a boat"]}],
 "awards": [{"title": "North Pier Medal", "date": "2025-01", "awarder": "North Pier Institute", "url": "https://npi.example.org"}]}
"""
CV_PAGE = "---\nlayout: cv\npermalink: /cv/\ntitle: cv\nnav: true\nnav_order: 3\ncv_pdf: vita.pdf\ndescription: My life so far.\n---\n"
NEWS = {
    "_news/one.md": "---\nlayout: post\ndate: 2026-03-01 15:59:00-0400\ninline: true\n---\nAn inline [thing](https://one.example.org) :sparkles:\n",
    "_news/two.md": "---\nlayout: post\ntitle: A long announcement\ndate: 2026-02-01 15:59:00-0400\ninline: false\n---\nIt has a page.\n\n> Said somebody.\n",
    "_news/three.md": "---\ndate: 2025-01-05\ninline: true\n---\nTwo blocks.\n\n- A point\n",
}
PROJECT = """\
---
layout: page
title: Harbour log
description: what boats tell
img: assets/img/boat.png
importance: 1
category: work
---
<div class="row">
    <div class="col-sm">
        {% include figure.liquid path="assets/img/boat.png" title="A boat" caption="Ours" class="img-fluid" %}
    </div>
</div>

See {% cite tovanne2026ledger %}.
"""
COAUTHORS = """\
"økasha":
  - firstname: ["Pell", "P."]
  - url: https://pell.example.org
"brandvik":
  - firstname: ["Sune"]
    url: https://sune.example.org
"tovanne":
  - firstname: ["Mira"]
    url: https://tovanne.example.org/her-own-name-is-no-link
"nobody":
  - firstname: ["Nils"]
    url: https://nils.example.org
"""
CITATIONS = """\
metadata:
  last_updated: '2026-07-01'
papers:
  ABCdefGHIjkl:u5HHmVD_uO8C: {title: Ledger, year: Unknown Year, citations: 23}
"""


def al_folio(folder: Path, files: dict[str, str | bytes] | None = None, config: str = AL_FOLIO_CONFIG) -> Path:
    """A site of al-folio with all its parts."""
    content: dict[str, str | bytes] = {
        "_config.yml": config + "enable_project_categories: true\n",
        "_bibliography/papers.bib": BIB,
        "_data/socials.yml": SOCIALS,
        "_data/coauthors.yml": COAUTHORS,
        "_data/venues.yml": '"CoDaL":\n  url: https://codal.example.org\n  color: "#00369f"\n',
        "_data/citations.yml": CITATIONS,
        "_data/repositories.yml": "github_users: [mtovanne]\ngithub_repos: [mtovanne/ledger]\n",
        "_data/cv.yml": OLD_CV,
        "_pages/about.md": ABOUT,
        "_pages/publications.md": PUBLICATIONS,
        "_pages/projects.md": PROJECTS,
        "_pages/repositories.md": REPOSITORIES,
        "_pages/blog.md": BLOG,
        "_pages/cv.md": CV_PAGE,
        "_pages/news.md": "---\nlayout: page\ntitle: news\npermalink: /news/\n---\n\n{% include news.liquid %}\n",
        "_pages/404.md": "---\npermalink: /404.html\n---\nNothing here.\n",
        "_pages/dropdown.md": "---\nlayout: page\ntitle: more\nnav: true\nnav_order: 5\ndropdown: true\nchildren:\n"
        "  - {title: repositories, permalink: /repositories/}\n  - title: divider\n---\n",
        **NEWS,
        "_projects/1_project.md": PROJECT,
        "_projects/2_project.md": "---\ntitle: Kites\ndescription: flown\nredirect: https://kites.example.org\ncategory: fun\n---\n",
        "_posts/2025-05-15-first-log.md": "---\nlayout: post\ntitle: First log\ndate: 2025-05-15\ntags: sea log\n"
        "description: How it began\n---\nWe [sailed]({{ '/assets/pdf/vita.pdf' | relative_url }}).\n",
        "assets/pdf/ledger.pdf": b"%PDF-1.4",
        "assets/pdf/vita.pdf": b"%PDF-1.4",
        "assets/img/publication_preview/ledger.png": png(),
        "assets/img/boat.png": png(),
        "assets/img/mira.png": png(),
        **(files or {}),
    }
    return _written(folder / "old", content)


ACADEMICPAGES_CONFIG = """\
title: "Mira Tovanne / Halden Bay"
url: https://mira.example.org
talkmap_link: false
publication_category:
  conferences:
    title: 'Conference Papers'
  manuscripts:
    title: 'Journal Articles'
author:
  name: "Mira Tovanne"
  avatar: "mira.png"
  bio: "Researcher"
  pronouns: "she/her"
  location: "Halden Bay"
  employer: "Halden Bay University"
  email: "mira@hbu.example.org"
  googlescholar: "https://scholar.google.com/citations?user=ABCdefGHIjkl"
  bluesky: "mira.bsky.social"
"""
BY_CATEGORY = """\
---
layout: archive
title: "Publications"
permalink: /publications/
---
{% if site.author.googlescholar %}
  <div class="wordwrap">You can also find my articles on <a href="{{site.author.googlescholar}}">my profile</a>.</div>
{% endif %}

{% include base_path %}

{% if site.publication_category %}
  {% for category in site.publication_category  %}
    {% assign title_shown = false %}
    {% for post in site.publications reversed %}
      {% if post.category != category[0] %}
        {% continue %}
      {% endif %}
      {% unless title_shown %}
        <h2>{{ category[1].title }}</h2><hr />
        {% assign title_shown = true %}
      {% endunless %}
      {% include archive-single.html %}
    {% endfor %}
  {% endfor %}
{% else %}
  {% for post in site.publications reversed %}
    {% include archive-single.html %}
  {% endfor %}
{% endif %}
"""
LEDGER = """\
---
title: "Reading the Ledger of Layers"
collection: publications
category: conferences
permalink: /publication/2026-06-01-ledger
excerpt: 'This paper reads weights.'
date: 2026-06-01
venue: 'Conference on Data and Learning'
slidesurl: 'https://slides.example.org/ledger'
paperurl: '/files/ledger.pdf'
citation: 'Tovanne, M., Okasha, P. T., &amp; Brandvik, S. (2026). &quot;Reading the Ledger of Layers.&quot; <i>Conference on Data and Learning</i>. 12(3), 101-118.'
---
<a href='/files/ledger.pdf'>Download paper here</a>

Trained weights keep accounts, and **we** read them.

Recommended citation: Tovanne, M. (2026). "Reading the Ledger of Layers."
"""
TIDES = """\
---
title: "Tides"
collection: publications
category: manuscripts
permalink: /publication/2024-01-01-tides
excerpt: ''
date: 2024-01-01
venue: 'Journal of Shores'
journalurl: 'https://doi.org/10.1000/182'
citation: 'A citation that nobody can take apart (Halden Bay, 2024).'
---
"""
CV = """\
---
layout: archive
title: "CV"
permalink: /cv/
redirect_from:
  - /resume
---

{% include base_path %}

Education
======
* Ph.D in Learning, Halden Bay University, 2027 (expected)
* B.S. in Boats, North Pier Institute, 2023

Publications
======
  <ul>{% for post in site.publications reversed %}
    {% include archive-single-cv.html %}
  {% endfor %}</ul>

Talks
======
  <ul>{% for post in site.talks reversed %}
    {% include archive-single-talk-cv.html  %}
  {% endfor %}</ul>

Service and leadership
======
* Signed in to the pier
"""
YEARS = """\
---
layout: archive
permalink: /year-archive/
title: "Posts"
---
{% include base_path %} {% capture written_year %}'None'{% endcapture %} {% for
post in site.posts %} {% capture year %}{{ post.date | date: '%Y' }}{% endcapture %}
{% if year != written_year %}<h2 id="{{ year | slugify }}">{{ year }}</h2>{% endif %}
{% include archive-single.html %} {% endfor %}
"""
TALK = """\
---
title: "Reading weights"
collection: talks
type: "Tutorial"
permalink: /talks/2025-03-01-weights
venue: "North Pier Institute"
date: 2025-03-01
location: "Halden Bay"
---
A short word on it.
"""
COURSE = """\
---
title: "Tides for beginners"
collection: teaching
type: "Undergraduate course"
permalink: /teaching/2024-tides
venue: "Halden Bay University, Shore Department"
date: 2024-01-01
location: "Halden Bay"
---
What it was about.

Heading 1
======
More of it, see [the paper](/publication/2026-06-01-ledger).
"""


def academicpages(
    folder: Path, files: dict[str, str | bytes] | None = None, config: str = ACADEMICPAGES_CONFIG
) -> Path:
    """A site of academicpages with all its parts."""

    def archive(name: str, include: str = "archive-single.html") -> str:
        loop = f"{{% for post in site.{name} reversed %}}\n  {{% include {include} %}}\n{{% endfor %}}\n"
        return f'---\nlayout: archive\ntitle: "{name.title()}"\npermalink: /{name}/\n---\n{{% include base_path %}}\n\n{loop}'

    content: dict[str, str | bytes] = {
        "_config.yml": config,
        "_includes/archive-single-talk.html": "{{ post.title }}",
        "_data/navigation.yml": "main:\n  - {title: Publications, url: /publications/}\n  - {title: Blog, url: /year-archive/}\n"
        "  - {title: Vita, url: /cv/}\n  - {title: Club, url: 'https://harbour.example.org'}\n",
        "_pages/about.md": "---\npermalink: /\ntitle: 'About me'\nredirect_from:\n  - /about/\n---\n"
        "I study *memory*. ![a boat](../images/boat.png)\n\nNews\n======\n- 2026.05: One thing\n",
        "_pages/publications.html": BY_CATEGORY,
        "_pages/talks.html": archive("talks", "archive-single-talk.html"),
        "_pages/teaching.html": archive("teaching"),
        "_pages/portfolio.html": archive("portfolio"),
        "_pages/year-archive.html": YEARS,
        "_pages/tag-archive.html": "---\npermalink: /tags/\n---\n{% include group-by-array collection=site.posts field='tags' %}\n",
        "_pages/cv.md": CV,
        "_publications/2026-06-01-ledger.md": LEDGER,
        "_publications/2024-01-01-tides.md": TIDES,
        "_talks/2025-03-01-weights.md": TALK,
        "_teaching/2024-tides.md": COURSE,
        "_portfolio/kites.html": "---\ntitle: Kites\nexcerpt: \"Flown by hand<br/><img src='/images/boat.png'>\"\ncollection: portfolio\n---\n"
        "<p>All about kites.</p>\n",
        "_posts/2025-05-15-first-log.md": "---\ntitle: First log\ndate: 2025-05-15\npermalink: /posts/2025/05/first-log/\n"
        "tags:\n  - sea\n  - log book\n---\nWe sailed.\n",
        "files/ledger.pdf": b"%PDF-1.4",
        "images/mira.png": png(),
        "images/boat.png": png(),
        **(files or {}),
    }
    return _written(folder / "old", content)


def _written(root: Path, content: dict[str, str | bytes]) -> Path:
    for path, text in content.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return root
