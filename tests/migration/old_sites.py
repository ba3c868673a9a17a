"""Old sites to migrate, as short texts. All people and papers are invented."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

CONFIG = """\
title: Mira Tovanne
description: "Learning, memory and the sea"
repository: mtovanne/mtovanne.github.io
google_scholar_stats_use_cdn: true
author:
  name             : "Mira Tovanne"
  avatar           : "images/mira.png"
  bio              : "Third-year student"
  location         : "Halden Bay"
  employer         : Halden Bay University
  email            : "mira@hbu.example.org"
  googlescholar    : "https://scholar.google.com/citations?user=ABCdefGHIjkl"
  github           : "mtovanne"
  linkedin         :
"""

FRONT = """\
---
permalink: /
title: ""
excerpt: ""
author_profile: true
redirect_from:
  - /about/
---

{% if site.google_scholar_stats_use_cdn %}
{% assign base = "https://cdn.example.org/gh/" | append: site.repository | append: "@" %}
{% else %}
{% assign base = "https://raw.example.org/" %}
{% endif %}
{% assign url = base | append: "google-scholar-stats/gs_data_shieldsio.json" %}

"""

BOX = """\
<div class='paper-box'><div class='paper-box-image'><div><div class="badge">CoDaL 2026</div><img src='images/ledger.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[Reading the Ledger of Layers](https://example.org/ledger.pdf)

**Mira Tovanne**, Pell Okasha, Sune Brandvik

[**Project**](https://example.org/ledger) <strong><span class='show_paper_citations' data='ABCdefGHIjkl:u5HHmVD_uO8C'></span></strong>
- Trained weights keep accounts, and we read them.
</div>
</div>
"""


def png() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


PICTURES = ("mira", "ledger", "tides", "hbu", "npi")


def old_site(folder: Path, about: str, files: Mapping[str, str | bytes] | None = None, config: str = CONFIG) -> Path:
    """A folder that holds an old site: a page, the settings, some pictures, and other files."""
    root = folder / "old"
    content: dict[str, str | bytes] = {"_config.yml": config, "_pages/about.md": about}
    content.update({f"images/{name}.png": png() for name in PICTURES})
    content.update(files or {})
    for path, text in content.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return root
