"""E-mail addresses that people read and harvesters do not."""

from __future__ import annotations

from markupsafe import Markup


def obfuscated(text: str) -> Markup:
    """The text as character references, decimal and hexadecimal in turn.

    A browser, a screen reader and a copied text show the address as it is, without a script; a harvester that
    looks for `@` in the page's source finds none (HTML Standard, section 13.5 "Named character references"
    and 13.2.5.80 on numeric ones).
    """
    return Markup("".join(f"&#{ord(c)};" if index % 2 else f"&#x{ord(c):x};" for index, c in enumerate(text)))
