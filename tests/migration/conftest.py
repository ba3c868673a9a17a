from __future__ import annotations

from collections.abc import Iterator

import pytest
from running import build_in_this_process

from mkdocs_researcher.migration.check import checking


@pytest.fixture(scope="module", autouse=True)
def builds_in_this_process() -> Iterator[None]:
    """`migrate` builds what it wrote by the command `mkdocs`; to start that takes longer than all the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "_build", build_in_this_process)
        yield
