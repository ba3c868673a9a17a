"""Visitor counters that old pages load from other servers."""

from __future__ import annotations

import re

_HOSTS = re.compile(
    r"clustrmaps\.com|mapmyvisitors\.com|flagcounter\.com|s\d+\.flagcounter|hits\.(?:seeyoufarm|sh|dwyl)|statcounter\.com"
    r"|visitor-?badge|komarev\.com|google-analytics\.com|googletagmanager\.com|busuanzi|hitwebcounter|badges\.pufler"
    r"|counter\d*\.(?:com|org|net)|revolvermaps\.com|cnzz\.com|hm\.baidu\.com|histats\.com|whos\.amung\.us|profile-counter",
    re.I,
)


def is_tracker(text: str) -> bool:
    """Does a tag or a URL belong to a server that counts visitors?"""
    return _HOSTS.search(text) is not None
